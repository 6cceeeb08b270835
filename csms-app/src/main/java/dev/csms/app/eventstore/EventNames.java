package dev.csms.app.eventstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;

/**
 * The logical name and revision under which each event is stored. Names are those of the records, without their package
 * or anything else of where they are in the code.
 */
public final class EventNames {

    private final Map<Class<?>, SerializedType> types = new HashMap<>();
    private final Map<String, Class<?>> classes = new HashMap<>();

    /** @param sealedInterfaces whose permitted records are the events */
    public EventNames(Collection<Class<?>> sealedInterfaces) {
        for (Class<?> event : eventsOf(sealedInterfaces)) {
            String name = event.getSimpleName();
            Revision revision = event.getAnnotation(Revision.class);
            if (revision == null) {
                throw new IllegalArgumentException(event.getName() + " has no @Revision");
            }
            Class<?> other = classes.put(name, event);
            if (other != null) {
                throw new IllegalArgumentException("Two events are called " + name + ": " + other + " and " + event);
            }
            types.put(event, new SimpleSerializedType(name, revision.value()));
        }
    }

    private static List<Class<?>> eventsOf(Collection<Class<?>> types) {
        List<Class<?>> events = new ArrayList<>();
        for (Class<?> type : types) {
            if (type.isSealed()) {
                events.addAll(eventsOf(List.of(type.getPermittedSubclasses())));
            } else {
                events.add(type);
            }
        }
        return events;
    }

    Optional<SerializedType> typeOf(Class<?> event) {
        return Optional.ofNullable(types.get(event));
    }

    Optional<Class<?>> classOf(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    public Collection<Class<?>> events() {
        return types.keySet();
    }
}
