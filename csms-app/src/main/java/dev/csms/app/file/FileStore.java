package dev.csms.app.file;

import dev.csms.app.CsmsSettings.WrongSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on disk, by kind and id. A file is there whole, or not at all; what is there does not change. */
public final class FileStore {

    private static final Logger log = LoggerFactory.getLogger(FileStore.class);

    private static final int BUFFER = 64 * 1024;

    /** The database may be on the same disk, and is more important. */
    private static final long LEFT_FREE = 256L * 1024 * 1024;

    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    /** After so many bytes of an upload it is looked whether there is still room. */
    private static final int STEP = 4 * 1024 * 1024;

    private final Path directory;
    private final Disk disk;

    /** What uploads that are under way are going to write yet. */
    private final AtomicLong promised = new AtomicLong();

    /** How much can still be written. */
    @FunctionalInterface
    interface Disk {
        long usableBytes() throws IOException;
    }

    FileStore(Path directory) {
        this(directory, () -> Files.getFileStore(directory).getUsableSpace());
    }

    FileStore(Path directory, Disk disk) {
        this.disk = disk;
        this.directory = directory.toAbsolutePath().normalize();
        try {
            for (FileKind kind : FileKind.values()) {
                Files.createDirectories(this.directory.resolve(kind.directory()));
            }
            Files.createDirectories(incoming());
            clear(incoming());
        } catch (IOException e) {
            throw new WrongSettingException("Files cannot be kept in " + this.directory + " (" + e
                    + "). Set csms.files.directory to where the program may write.");
        }
    }

    /** Deletes what was coming in when a program was killed; other nodes may be about what is younger. */
    private static void clear(Path incoming) throws IOException {
        Instant longAgo = Instant.now().minus(LONGEST_UPLOAD);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(incoming)) {
            for (Path file : unfinished) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(longAgo)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** @param sha256 64 hexadecimal digits */
    record Content(long sizeBytes, String sha256) {}

    /** There is more of it than is allowed. */
    static final class TooLargeException extends IOException {
        TooLargeException(long limit) {
            super("more than " + limit + " bytes");
        }
    }

    /** There is too little space left on the disk. */
    static final class DiskFullException extends IOException {
        DiskFullException() {
            super("less than " + LEFT_FREE + " bytes would be left");
        }
    }

    /** Where what is still coming in is kept meanwhile. */
    Path incoming() {
        return directory.resolve("incoming");
    }

    /**
     * Keeps a file; nothing is kept if this fails.
     *
     * @param id       see {@link SignedPaths#isId}
     * @param expected bytes; 0 or less if nobody knows
     * @param limit    bytes
     */
    Content keep(FileKind kind, String id, InputStream content, long expected, long limit) throws IOException {
        Path place = place(kind, id);
        Path unfinished = incoming().resolve(UUID.randomUUID().toString());
        try (Room room = room(expected)) {
            Content kept = write(content, unfinished, limit, room);
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
            return kept;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Content write(InputStream content, Path file, long limit, Room room) throws IOException {
        MessageDigest sha256 = sha256();
        long size = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), sha256)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw new TooLargeException(limit);
                }
                room.take(read);
                out.write(buffer, 0, read);
            }
            channel.force(true); // it is going to be on record that we have it
        }
        return new Content(size, HexFormat.of().formatHex(sha256.digest()));
    }

    /**
     * Sets room aside, so that uploads that come at the same time do not count on the same.
     *
     * @param bytes that are expected; 0 or less if nobody knows
     */
    Room room(long bytes) throws IOException {
        Room room = new Room();
        try {
            room.ask(bytes > 0 ? bytes : STEP);
        } catch (IOException e) {
            room.close();
            throw e;
        }
        return room;
    }

    /** Room for one upload. Belongs to one thread. */
    final class Room implements AutoCloseable {

        private long left;
        private long unchecked;

        private void ask(long bytes) throws IOException {
            left += bytes;
            if (disk.usableBytes() - promised.addAndGet(bytes) < LEFT_FREE) {
                throw new DiskFullException();
            }
        }

        /** So many are written now. The database and others write too, so that it is looked again and again. */
        private void take(int bytes) throws IOException {
            long kept = Math.min(left, bytes);
            left -= kept;
            promised.addAndGet(-kept);
            unchecked += bytes;
            if (unchecked >= STEP) {
                unchecked = 0;
                ask(left == 0 ? STEP : 0);
            }
        }

        @Override
        public void close() {
            promised.addAndGet(-left);
            left = 0;
        }
    }

    public Optional<Path> find(FileKind kind, String id) {
        return Optional.of(id)
                .filter(SignedPaths::isId)
                .map(it -> place(kind, it))
                .filter(Files::isRegularFile);
    }

    public void delete(FileKind kind, String id) {
        try {
            Files.deleteIfExists(place(kind, id));
        } catch (IOException e) {
            log.warn("The file {} of kind {} could not be deleted: {}", id, kind, e.toString());
        }
    }

    private Path place(FileKind kind, String id) {
        if (!SignedPaths.isId(id)) {
            throw new IllegalArgumentException("no file has such an id");
        }
        return directory.resolve(kind.directory()).resolve(id);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
