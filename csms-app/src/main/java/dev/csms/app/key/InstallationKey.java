package dev.csms.app.key;

import dev.csms.app.CsmsSettings.WrongSettingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The secret outside the database with which its {@link Keyring} is opened. The same on all nodes. */
public final class InstallationKey {

    /** Name of the file in the data directory. */
    public static final String FILE = "installation-key";

    private static final String NEXT = FILE + ".next";
    private static final int SHORTEST = 32;
    private static final int RANDOM_BYTES = 32;
    private static final int NAME_BYTES = 8;

    private final byte[] key;

    private InstallationKey(String key) {
        if (key.length() < SHORTEST) {
            throw new WrongSettingException("csms.installation-key must have at least " + SHORTEST
                    + " characters, such as `openssl rand -base64 32` gives, not " + key.length());
        }
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param configured the key itself; if absent, it is read from a file in the data directory, which is made at the
     *                   first start
     */
    public static InstallationKey open(@Nullable String configured, Path dataDirectory) {
        return new InstallationKey(
                configured != null && !configured.isBlank() ? configured.strip() : fromFile(dataDirectory));
    }

    /** Makes the key that will be next, if there is none. */
    static void prepareNext(Path dataDirectory) {
        fromFile(dataDirectory, NEXT);
    }

    static InstallationKey next(Path dataDirectory) {
        return new InstallationKey(fromFile(dataDirectory, NEXT));
    }

    /** The next key is the key, also after a crash of the machine. */
    static void takeOverNext(Path dataDirectory) {
        Path next = dataDirectory.resolve(NEXT);
        try {
            Files.move(next, dataDirectory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(dataDirectory)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new WrongSettingException("The new key of this installation cannot be put in its place (" + e + ").");
        }
    }

    private static String fromFile(Path dataDirectory) {
        return fromFile(dataDirectory, FILE);
    }

    private static String fromFile(Path dataDirectory, String name) {
        Path file = dataDirectory.resolve(name);
        try {
            if (!Files.exists(file)) {
                create(dataDirectory, file);
            }
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new WrongSettingException("The key of this installation cannot be kept in " + file + " (" + e
                    + "). Set csms.installation-key, or let the program write there.");
        }
    }

    /** Whole or not at all: half a key would be a key too. */
    private static void create(Path dataDirectory, Path file) throws IOException {
        Files.createDirectories(dataDirectory);
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        Path unfinished = Files.createTempFile(dataDirectory, FILE, ".new", ownerOnly(dataDirectory));
        try {
            Files.writeString(
                    unfinished,
                    Base64.getEncoder().encodeToString(random) + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.DSYNC,
                    StandardOpenOption.WRITE);
            try {
                Files.createLink(file, unfinished); // unlike a move, never over another node's
            } catch (UnsupportedOperationException e) {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (FileAlreadyExistsException e) {
            // another node was faster; its key is the installation's
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------")))
                }
                : new FileAttribute<?>[0];
    }

    SealingKey sealing() {
        return new SealingKey(DerivedKeys.hmac(key, "csms/keyring/v1"));
    }

    /** Tells this key from others and nothing else. */
    String name() {
        return HexFormat.of().formatHex(DerivedKeys.hmac(key, "csms/keyring/name/v1"), 0, NAME_BYTES);
    }

    byte[] bytes() {
        return key.clone();
    }

    @Override
    public String toString() {
        return "InstallationKey[***]";
    }
}
