package dev.csms.app.events;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of each kind, always the same one.
 *
 * @param event   to make one of
 * @param variant of the value in it that can be one of several records; null if there is no such value
 */
public record Sample(Class<?> event, @Nullable Class<?> variant) {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");

    /** As many as there are variants of it. */
    public static Stream<Sample> of(Class<?> event) {
        return Arrays.stream(event.getRecordComponents())
                .map(RecordComponent::getType)
                .filter(Class::isSealed)
                .findFirst()
                .map(choice -> Arrays.stream(choice.getPermittedSubclasses()).map(each -> new Sample(event, each)))
                .orElseGet(() -> Stream.of(new Sample(event, null)));
    }

    /** One that says everything. */
    public Object full() {
        return record(event, true);
    }

    /** One that leaves out what may be left out. */
    public Object minimal() {
        return record(event, false);
    }

    @Override
    public String toString() {
        return event.getSimpleName() + (variant == null ? "" : " of " + variant.getSimpleName());
    }

    private Object record(Class<?> type, boolean full) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] values = Arrays.stream(components)
                .map(component -> full || !isNullable(component)
                        ? value(component.getName(), component.getGenericType(), full)
                        : null)
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("no sample of " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type, e);
        }
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private Object value(String name, Type type, boolean full) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == List.class) {
                return List.of(value(name, arguments[0], full));
            }
            if (raw == Set.class) {
                return Set.of(value(name, arguments[0], full));
            }
            if (raw == Map.class) {
                return Map.of(value(name + "Key", arguments[0], full), value(name, arguments[1], full));
            }
        }
        Class<?> of = (Class<?>) type;
        if (of.isRecord()) {
            return record(of, full);
        }
        if (of.isSealed() && of.isInterface()) {
            Class<?> first = of.getPermittedSubclasses()[0];
            return record(variant != null && of.isAssignableFrom(variant) ? variant : first, full);
        }
        if (of.isEnum()) {
            return of.getEnumConstants()[0];
        }
        return switch (of.getName()) {
            case "java.lang.String" -> name;
            case "int", "java.lang.Integer" -> 7;
            case "long", "java.lang.Long" -> 12_345L;
            case "boolean", "java.lang.Boolean" -> true;
            case "java.math.BigDecimal" -> new BigDecimal("12.50");
            case "java.time.Instant" -> NOON;
            case "java.time.ZoneId" -> ZoneId.of("Europe/Berlin");
            case "java.time.Duration" -> Duration.ofSeconds(90);
            default -> throw new IllegalStateException("no sample of " + of);
        };
    }
}
