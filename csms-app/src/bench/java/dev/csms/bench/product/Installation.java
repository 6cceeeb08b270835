package dev.csms.bench.product;

import java.nio.file.Path;
import java.util.List;

/**
 * What to start, and where its data lives from start to start.
 *
 * @param jar       the packaged product
 * @param directory for the data, the log and all that is measured
 * @param arguments properties of the product, as on its command line
 */
public record Installation(Path jar, Path directory, List<String> jvmOptions, List<String> arguments) {

    public Path data() {
        return directory.resolve("data");
    }
}
