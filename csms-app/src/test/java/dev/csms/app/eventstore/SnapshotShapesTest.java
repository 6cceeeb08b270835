package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.Domain;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A snapshot is good as long as the fields that it was taken of are those of today. There is a list of them for each
 * aggregate and revision; lists are added ({@code -Devents.sample=add}) and never changed.
 */
class SnapshotShapesTest {

    private static final Path SHAPES = Path.of("src", "test", "resources", "snapshots");

    static List<Class<?>> aggregates() {
        return Domain.aggregates();
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void other_fields_need_another_revision(Class<?> aggregate) throws IOException {
        assertThat(aggregate).as("snapshots of it carry a revision").hasAnnotation(Revision.class);
        String revision = aggregate.getAnnotation(Revision.class).value();
        Path shape = SHAPES.resolve(aggregate.getSimpleName() + "." + revision + ".txt");
        if (!Files.exists(shape) && "add".equals(System.getProperty("events.sample"))) {
            Files.createDirectories(SHAPES);
            Files.writeString(shape, shapeOf(aggregate));
        }

        assertThat(shape).as("add it with -Devents.sample=add").exists();
        assertThat(shapeOf(aggregate))
                .as("snapshots with the fields in %s may be stored: raise the revision of %s", shape, aggregate)
                .isEqualTo(Files.readString(shape));
    }

    private static String shapeOf(Class<?> aggregate) {
        Map<String, String> fields = new TreeMap<>();
        collect(aggregate, fields);
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static void collect(Type type, Map<String, String> fields) {
        switch (type) {
            case ParameterizedType generic -> {
                collect(generic.getRawType(), fields);
                Stream.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, fields));
            }
            case Class<?> of when of.isArray() -> collect(of.getComponentType(), fields);
            case Class<?> ours when ours.getName().startsWith("dev.csms.") && !ours.isEnum() -> collect(ours, fields);
            default -> {} // as the JDK and Jackson have it
        }
    }

    private static void collect(Class<?> ours, Map<String, String> fields) {
        if (ours.isSealed()) {
            Stream.of(ours.getPermittedSubclasses()).forEach(permitted -> collect((Type) permitted, fields));
        }
        for (Field field : ours.getDeclaredFields()) {
            String name = ours.getName() + "." + field.getName();
            boolean stored = !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
            if (stored && fields.put(name, field.getGenericType().getTypeName()) == null) {
                collect(field.getGenericType(), fields);
            }
        }
    }
}
