package dev.csms.app.axon;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/**
 * Finds out which aggregate a command is for, once for each class of commands. Axon's own resolver searches all methods
 * and fields for its annotations with each command, a twentieth of all work.
 */
final class CommandTargets implements CommandTargetResolver {

    private static final ClassValue<Method> IDENTIFIERS = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            if (components != null) {
                for (RecordComponent component : components) {
                    if (component.getAccessor().isAnnotationPresent(TargetAggregateIdentifier.class)) {
                        component.getAccessor().setAccessible(true);
                        return component.getAccessor();
                    }
                }
            }
            throw new IllegalArgumentException(type.getName() + " does not say which aggregate it is for");
        }
    };

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        try {
            Object identifier = IDENTIFIERS.get(command.getPayloadType()).invoke(command.getPayload());
            return new VersionedAggregateIdentifier(identifier, null);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("It cannot be said which aggregate this is for: " + command, e);
        }
    }
}
