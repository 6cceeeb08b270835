import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts the {@code META-INF/spring.factories} of the whole class path into one file, for the one flat jar. The usual way
 * writes the time of the build into it, so that no two builds are alike.
 */
final class SpringFactories {

    private static final String RESOURCE = "META-INF/spring.factories";

    private SpringFactories() {}

    /** @param arguments the file to write */
    static void main(String[] arguments) throws IOException {
        Map<String, Collection<String>> factories = new TreeMap<>();
        for (URL each : Collections.list(SpringFactories.class.getClassLoader().getResources(RESOURCE))) {
            Properties properties = new Properties();
            try (InputStream content = each.openStream()) {
                properties.load(content);
            }
            properties
                    .stringPropertyNames()
                    .forEach(factory -> factories
                            .computeIfAbsent(factory, _ -> new LinkedHashSet<>())
                            .addAll(List.of(
                                    properties.getProperty(factory).strip().split("\\s*,\\s*"))));
        }
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                factories.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()) + "\n")
                        .collect(Collectors.joining()));
    }
}
