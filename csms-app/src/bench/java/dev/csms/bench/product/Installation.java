package dev.csms.bench.product;

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

    public Path data() {
        return directory.resolve("data");
    }
}
