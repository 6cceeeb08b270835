package dev.csms.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to start, and where its data lives from start to start.
 *
 * @param jar       the packaged product
 * @param directory for the data, the log and all that is measured
 * @param arguments properties of the product, as on its command line
 */
public record Installation(Path jar, Path directory, List<String> jvmOptions, List<String> arguments) {

    /** The same one with one more property. */
    public Installation with(String argument) {
        return new Installation(
                jar,
                directory,
                jvmOptions,
                Stream.concat(arguments.stream(), Stream.of(argument)).toList());
    }

    /** Has the product's JVM learn, for all later starts of this jar. */
    public void rehearse() throws InterruptedException {
        try {
            Process rehearsal = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            jar.toAbsolutePath().toString(),
                            "rehearse")
                    .inheritIO()
                    .start();
            if (rehearsal.waitFor() != 0) {
                throw new IllegalStateException("the rehearsal failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path data() {
        return directory.resolve("data");
    }
}
