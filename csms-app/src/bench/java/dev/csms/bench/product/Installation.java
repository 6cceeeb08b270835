package dev.csms.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    /**
     * An empty one.
     *
     * @param arguments of a benchmark: {@code --jar=} and {@code --directory=}, if they are not the usual ones
     * @param name      of the benchmark, for the directory
     */
    public static Installation of(String[] arguments, String name) throws IOException {
        Path directory = Path.of(argument(arguments, "directory", "csms-app/target/bench"))
                .resolve(name + "-" + System.currentTimeMillis());
        Files.createDirectories(directory);
        return new Installation(
                Path.of(argument(arguments, "jar", "csms-app/target/csms.jar")), directory, List.of(), List.of());
    }

    private static String argument(String[] arguments, String name, String otherwise) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--" + name + "="))
                .map(argument -> argument.substring(name.length() + 3))
                .findFirst()
                .orElse(otherwise);
    }

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
