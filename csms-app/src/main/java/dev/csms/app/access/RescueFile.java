package dev.csms.app.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * For administrators who are locked out: {@code java -jar csms.jar admin-link} leaves the hash of a secret in the data
 * directory, and says the secret. Whoever can write there is in charge of the installation anyway.
 */
public final class RescueFile {

    public static final String WORD = "admin-link";

    private static final String NAME = "admin-link";
    private static final Duration VALIDITY = Duration.ofHours(24);

    private final Path directory;
    private final Path file;
    private final InstantSource clock;

    RescueFile(Path dataDirectory, InstantSource clock) {
        this.directory = dataDirectory;
        this.file = dataDirectory.resolve(NAME);
        this.clock = clock;
    }

    /** @return exit status */
    public static int write(List<String> arguments) {
        Path directory = Path.of(arguments.isEmpty() ? "./data" : arguments.getFirst());
        if (!Files.isDirectory(directory)) {
            System.err.println("There is no data directory " + directory + ". Say where it is: java -jar csms.jar "
                    + WORD + " <data directory>");
            return 1;
        }
        String secret = new RescueFile(directory, InstantSource.system()).newSecret();
        System.out.println("Within 24 hours, once, this makes you an administrator, under a name and with a password of"
                + " your choice:\n\n  http://localhost:8080/setup#" + secret
                + "\n\n(or whatever address GraphQL has)");
        return 0;
    }

    String newSecret() {
        String secret = RandomSecret.next();
        String content = HexFormat.of().formatHex(RandomSecret.hash(secret)) + " "
                + clock.instant().plus(VALIDITY) + "\n";
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, ownerOnly());
            Files.writeString(file, content, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secret;
    }

    private FileAttribute<?>[] ownerOnly() throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------")))
                }
                : new FileAttribute<?>[0];
    }

    boolean isOpenedBy(String secret) {
        try {
            if (!Files.exists(file)) {
                return false;
            }
            String[] content =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ");
            return content.length == 2
                    && clock.instant().isBefore(Instant.parse(content[1]))
                    && MessageDigest.isEqual(HexFormat.of().parseHex(content[0]), RandomSecret.hash(secret));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    boolean useUp(String secret) {
        try {
            return isOpenedBy(secret) && Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }
}
