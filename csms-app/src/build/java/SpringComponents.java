import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;

/**
 * Lists the components of the program in {@code META-INF/spring.components}, for the one flat jar: a start that finds the
 * list does not look for them among fifty thousand files.
 */
final class SpringComponents {

    private static final String CLASSES = "classpath*:dev/csms/**/*.class";
    private static final String COMPONENT = "org.springframework.stereotype.Component";

    private SpringComponents() {}

    /** @param arguments the file to write */
    static void main(String[] arguments) throws IOException {
        CachingMetadataReaderFactory readers = new CachingMetadataReaderFactory();
        Set<String> components = new TreeSet<>();
        for (Resource each : new PathMatchingResourcePatternResolver().getResources(CLASSES)) {
            AnnotationMetadata about = readers.getMetadataReader(each).getAnnotationMetadata();
            if (!about.isAnnotation() && about.isAnnotated(COMPONENT)) {
                components.add(about.getClassName());
            }
        }
        if (components.isEmpty()) {
            throw new IllegalStateException("no components in " + CLASSES);
        }
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                components.stream().map(name -> name + "=" + COMPONENT + "\n").collect(Collectors.joining()));
    }
}
