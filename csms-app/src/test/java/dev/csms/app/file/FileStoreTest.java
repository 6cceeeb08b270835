package dev.csms.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.CsmsSettings.WrongSettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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
        assertThatThrownBy(() -> files.keep(FileKind.FIRMWARE, "one", broken, 100))
                .isInstanceOf(IOException.class);
        assertThat(files.find(FileKind.FIRMWARE, "one")).isEmpty();
        assertThat(files.incoming()).isEmptyDirectory();

        files.keep(FileKind.FIRMWARE, "one", new ByteArrayInputStream(new byte[100]), 100);
        assertThat(files.find(FileKind.FIRMWARE, "one")).isPresent();
        assertThat(files.find(FileKind.DIAGNOSTICS, "one")).isEmpty();
        files.delete(FileKind.FIRMWARE, "one");
        assertThat(files.find(FileKind.FIRMWARE, "one")).isEmpty();
    }

    @Test
    void an_id_leads_nowhere_else() {
        FileStore files = new FileStore(directory);
        assertThat(files.find(FileKind.FIRMWARE, "../diagnostics")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.keep(FileKind.FIRMWARE, "../x", InputStream.nullInputStream(), 1));
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
