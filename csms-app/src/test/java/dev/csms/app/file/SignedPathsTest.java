package dev.csms.app.file;

import static dev.csms.app.file.FileKind.DIAGNOSTICS;
import static dev.csms.app.file.FileKind.FIRMWARE;
import static dev.csms.app.file.SignedPaths.Verdict.EXPIRED;
import static dev.csms.app.file.SignedPaths.Verdict.GOOD;
import static dev.csms.app.file.SignedPaths.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.csms.app.CsmsSettings;
import dev.csms.app.file.SignedPaths.Verdict;
import dev.csms.app.key.DerivedKeys;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class SignedPathsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final DerivedKeys KEY = new DerivedKeys(Secret.of("0123456789abcdef0123456789abcdef"));

    private final SignedPaths paths = new SignedPaths(KEY, InstantSource.fixed(NOON));

    @Test
    void a_path_is_good_until_it_expires() {
        assertThat(check(paths.path(FIRMWARE, "image-1", NOON.plusSeconds(1)))).isEqualTo(GOOD);
        assertThat(check(paths.path(FIRMWARE, "image-1", NOON))).isEqualTo(EXPIRED);
    }

    @Test
    void nothing_about_it_can_be_changed() {
        String[] part = paths.path(FIRMWARE, "image-1", NOON.plusSeconds(60)).split("/");
        String expiry = part[4];
        String signature = part[5];
        assertThat(paths.check(FIRMWARE, "image-1", expiry, signature)).isEqualTo(GOOD);
        assertThat(paths.check(DIAGNOSTICS, "image-1", expiry, signature)).isEqualTo(UNKNOWN);
        assertThat(paths.check(FIRMWARE, "image-2", expiry, signature)).isEqualTo(UNKNOWN);
        assertThat(paths.check(FIRMWARE, "image-1", expiry + "0", signature)).isEqualTo(UNKNOWN);
        assertThat(paths.check(FIRMWARE, "image-1", "0" + expiry, signature)).isEqualTo(UNKNOWN);
        assertThat(paths.check(FIRMWARE, "image-1", "never", signature)).isEqualTo(UNKNOWN);
        assertThat(paths.check(FIRMWARE, "image-1", expiry, "")).isEqualTo(UNKNOWN);
        assertThat(paths.check(FIRMWARE, "image-1", expiry, "%%%")).isEqualTo(UNKNOWN);
        assertThat(paths.check(FIRMWARE, "image-1", expiry, "A" + signature.substring(1)))
                .isEqualTo(signature.startsWith("A") ? GOOD : UNKNOWN);
        assertThat(paths.check(FIRMWARE, "../image-1", expiry, signature)).isEqualTo(UNKNOWN);
    }

    @Test
    void another_installation_makes_others() {
        SignedPaths others = new SignedPaths(
                new DerivedKeys(Secret.of("another key of at least 32 characters")), InstantSource.fixed(NOON));
        assertThat(check(others.path(FIRMWARE, "image-1", NOON.plusSeconds(60))))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void what_cannot_be_a_file_gets_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> paths.path(FIRMWARE, "../x", NOON));
    }

    @Test
    void a_reference_becomes_a_url_when_it_is_sent_and_everything_else_stays_as_it_is() {
        OwnLocations locations = locations("https://csms.example.com/base/");
        String firmware = locations.resolve(FileLocation.ofFirmware("image-1", "v2.bin"));
        assertThat(firmware)
                .startsWith("https://csms.example.com/base/files/firmware/image-1/")
                .endsWith("/v2.bin");
        assertThat(check(firmware.substring("https://csms.example.com/base".length())))
                .isEqualTo(GOOD);
        assertThat(locations.resolve(FileLocation.ofDiagnostics("op-1")))
                .matches("https://csms.example.com/base/files/diagnostics/op-1/[0-9]+/[A-Za-z0-9_-]{43}/");
        assertThat(locations.resolve("ftp://files.example.com/up/")).isEqualTo("ftp://files.example.com/up/");
    }

    @Test
    void without_a_base_url_it_is_where_we_listen() {
        assertThat(locations(null).resolve(FileLocation.ofDiagnostics("op-1")))
                .startsWith("http://127.0.0.1:4711/files/diagnostics/op-1/");
    }

    private OwnLocations locations(@Nullable String baseUrl) {
        return new OwnLocations(
                paths,
                new CsmsSettings.Files(
                        baseUrl,
                        null,
                        Duration.ofDays(1),
                        DataSize.ofBytes(1),
                        DataSize.ofBytes(1),
                        List.of(),
                        List.of()),
                new MockEnvironment()
                        .withProperty("server.address", "127.0.0.1")
                        .withProperty("local.server.port", "4711"),
                InstantSource.fixed(NOON));
    }

    private Verdict check(String path) {
        String[] part = path.split("/");
        return paths.check(part[2].equals("firmware") ? FIRMWARE : DIAGNOSTICS, part[3], part[4], part[5]);
    }
}
