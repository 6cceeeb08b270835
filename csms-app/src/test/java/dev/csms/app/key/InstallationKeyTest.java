package dev.csms.app.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.CsmsSettings.WrongSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationKeyTest {

    @TempDir
    Path directory;

    @Test
    void it_is_made_once_for_its_owner_alone() throws IOException {
        Path data = directory.resolve("data");
        byte[] first = InstallationKey.open(null, data).bytes();

        Path file = data.resolve(InstallationKey.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).hasSize(44);
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(InstallationKey.open(" ", data).bytes()).isEqualTo(first);
    }

    @Test
    void one_that_is_set_needs_no_file() {
        byte[] code = InstallationKey.open("0123456789abcdef0123456789abcdef", directory)
                .bytes();

        assertThat(directory).isEmptyDirectory();
        assertThat(InstallationKey.open("0123456789abcdef0123456789abcdeF", directory)
                        .bytes())
                .isNotEqualTo(code);
    }

    @Test
    void it_shows_nothing_of_itself() {
        InstallationKey key = InstallationKey.open("0123456789abcdef0123456789abcdef", directory);
        assertThat(key).hasToString("InstallationKey[***]");
        assertThat(key.name())
                .hasSize(16)
                .isNotEqualTo(InstallationKey.open("0123456789abcdef0123456789abcdeF", directory)
                        .name());
    }

    @Test
    void a_short_one_is_refused_without_being_told() {
        assertThatThrownBy(() -> InstallationKey.open("secret", directory))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("at least 32 characters")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void where_it_cannot_be_kept_is_said() throws IOException {
        Path taken = Files.createFile(directory.resolve("taken"));
        assertThatThrownBy(() -> InstallationKey.open(null, taken))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining(taken.toString());
    }
}
