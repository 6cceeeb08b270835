package dev.csms.app.eventstore;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** Writes events as JSON under their logical names. Every event passes here, so readers and writers are kept. */
public final class EventSerializer extends Jackson3Serializer {

    private final EventNames names;
    private final Map<Class<?>, ObjectWriter> writers = new ConcurrentHashMap<>();
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    public EventSerializer(EventNames names) {
        super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(EventJson::customize));
        this.names = names;
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> expectedRepresentation) {
        if (object == null || expectedRepresentation != String.class) {
            return super.serialize(object, expectedRepresentation);
        }
        try {
            String json = writers.computeIfAbsent(object.getClass(), getObjectMapper()::writerFor)
                    .writeValueAsString(object);
            return new SimpleSerializedObject<>(
                    expectedRepresentation.cast(json), expectedRepresentation, typeForClass(object.getClass()));
        } catch (JacksonException e) {
            throw new SerializationException(
                    "Could not write " + object.getClass().getName() + " as JSON", e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // as the interface promises it
    public <S, T> T deserialize(SerializedObject<S> serializedObject) {
        if (serializedObject.getData() instanceof String json) {
            Class<?> type = classForType(serializedObject.getType());
            if (type == MetaData.class || names.typeOf(type).isPresent()) {
                try {
                    return (T) readers.computeIfAbsent(type, getObjectMapper()::readerFor)
                            .readValue(json);
                } catch (JacksonException e) {
                    throw new SerializationException("Could not read " + type.getName() + " from JSON", e);
                }
            }
        }
        return super.deserialize(serializedObject);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (type.getName().equals(MetaData.class.getName())) {
            return MetaData.class;
        }
        Optional<Class<?>> event = names.classOf(type.getName());
        return event.isPresent() ? event.get() : super.classForType(type);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public SerializedType typeForClass(@Nullable Class type) {
        return type == null ? super.typeForClass(null) : names.typeOf(type).orElseGet(() -> super.typeForClass(type));
    }
}
