package dev.csms.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.app.file.FileStore.DiskFullException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

    @TempDir
    Path directory;

    @Test
    void a_file_is_there_whole_or_not_at_all() throws IOException {
        FileStore files = new FileStore(directory);
        InputStream broken = new InputStream() {
            private int left = 10;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("gone");
                }
                return 'x';
            }
        };
        assertThatThrownBy(() -> files.keep(FileKind.FIRMWARE, "one", broken, 0, 100))
                .isInstanceOf(IOException.class);
        assertThat(files.find(FileKind.FIRMWARE, "one")).isEmpty();
        assertThat(files.incoming()).isEmptyDirectory();

        files.keep(FileKind.FIRMWARE, "one", new ByteArrayInputStream(new byte[100]), 100, 100);
        assertThat(files.find(FileKind.FIRMWARE, "one")).isPresent();
        assertThat(files.find(FileKind.DIAGNOSTICS, "one")).isEmpty();
        files.delete(FileKind.FIRMWARE, "one");
        assertThat(files.find(FileKind.FIRMWARE, "one")).isEmpty();
    }

    private static final long MIB = 1024 * 1024;

    /** So many bytes, of which nobody has said how many there are. */
    private static InputStream endless(AtomicLong read) {
        return new InputStream() {
            @Override
            public int read() {
                return (int) read.incrementAndGet() & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                read.addAndGet(length);
                return length;
            }
        };
    }

    @Test
    void an_upload_ends_before_the_disk_is_full() {
        AtomicLong read = new AtomicLong();
        FileStore files = new FileStore(directory, () -> 300 * MIB - read.get());

        assertThatThrownBy(() -> files.keep(FileKind.FIRMWARE, "one", endless(read), -1, Long.MAX_VALUE))
                .isInstanceOf(DiskFullException.class);

        assertThat(read.get()).as("44 MiB may be taken").isBetween(30 * MIB, 44 * MIB);
        assertThat(files.incoming()).isEmptyDirectory();
        assertThat(files.find(FileKind.FIRMWARE, "one")).isEmpty();
    }

    @Test
    void an_upload_ends_when_somebody_else_fills_the_disk() {
        AtomicLong read = new AtomicLong();
        FileStore files = new FileStore(directory, () -> read.get() < 10 * MIB ? 1000 * MIB : 200 * MIB);

        assertThatThrownBy(() -> files.keep(FileKind.FIRMWARE, "one", endless(read), 500 * MIB, 500 * MIB))
                .isInstanceOf(DiskFullException.class);

        assertThat(read.get()).isLessThan(15 * MIB);
    }

    @Test
    void uploads_at_the_same_time_do_not_count_on_the_same_room() throws IOException {
        FileStore files = new FileStore(directory, () -> 300 * MIB);
        InputStream anotherMeanwhile = new InputStream() {
            @Override
            public int read() {
                assertThatThrownBy(() -> files.room(30 * MIB)).isInstanceOf(DiskFullException.class);
                assertThatThrownBy(() -> files.keep(FileKind.FIRMWARE, "two", nullInputStream(), 30 * MIB, 30 * MIB))
                        .isInstanceOf(DiskFullException.class);
                return -1;
            }
        };

        files.keep(FileKind.FIRMWARE, "one", anotherMeanwhile, 30 * MIB, 30 * MIB);

        files.room(30 * MIB).close();
        files.keep(FileKind.FIRMWARE, "two", InputStream.nullInputStream(), 30 * MIB, 30 * MIB);
    }

    @Test
    void an_id_leads_nowhere_else() {
        FileStore files = new FileStore(directory);
        assertThat(files.find(FileKind.FIRMWARE, "../diagnostics")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.keep(FileKind.FIRMWARE, "../x", InputStream.nullInputStream(), 0, 1));
    }

    @Test
    void what_was_coming_in_long_ago_is_cleared_away() throws IOException {
        Path incoming = Files.createDirectories(directory.resolve("incoming"));
        Path old = Files.createFile(incoming.resolve("old"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.createFile(incoming.resolve("young"));

        new FileStore(directory);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void where_files_cannot_be_kept_is_said() throws IOException {
        Path taken = Files.createFile(directory.resolve("taken"));
        assertThatThrownBy(() -> new FileStore(taken))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("csms.files.directory");
    }
}
