package dev.csms.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLocationTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/v2.bin",
                "HTTPS://files.example.com/a%20b?sig=abc%2B&x=1",
                "ftp://files.example.com/up/",
                "ftps://files.example.com:990/up/",
                "sftp://[2001:db8::1]/up/"
            })
    void where_charge_points_can_be_sent(String location) {
        assertThat(FileLocation.checked(location)).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v2.bin",
                "/v2.bin",
                "C:\\firmware\\v2.bin",
                "file:///etc/passwd",
                "csms:firmware/1/v2.bin",
                "javascript:alert(1)",
                "http://",
                "http://host/a b",
                "http://host/a\r\nb",
                "http://host/$(reboot)",
                "http://host/`reboot`",
                "http://host/;reboot",
                "http://host/a|b",
                "http://alice@host/",
                "ftp://alice:secret@host/"
            })
    void where_they_cannot(String location) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileLocation.checked(location))
                .withMessageContaining("a location")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret@"));
    }

    static Stream<Request> withSecrets() {
        return Stream.of(
                new Request.UpdateFirmware("ftp://alice:pw@host/v2.bin", NOON, null, null),
                new Request.GetDiagnostics("sftp://alice@host/", null, null, null, null),
                new Request.Raw("GetLog", "{\"log\":{\"remoteLocation\":\"ftp:\\/\\/alice:pw@host/\"}}"));
    }

    @ParameterizedTest
    @MethodSource("withSecrets")
    void a_password_is_not_put_on_record(Request request) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> requested(request))
                .withMessageContaining("secret")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("alice", "pw@"));
    }

    @Test
    void an_at_sign_elsewhere_is_none() {
        requested(new Request.UpdateFirmware("http://host/v2@latest?mail=a@b", NOON, null, null));
    }

    @Test
    void a_reference_names_the_file_that_it_is_to() {
        assertThat(FileLocation.imageOf(FileLocation.ofFirmware("image-1", "v2.bin")))
                .contains("image-1");
        assertThat(FileLocation.imageOf("http://host/v2.bin")).isEmpty();
        assertThat(FileLocation.diagnosticsOf(FileLocation.ofDiagnostics("op-1")))
                .contains("op-1");
        assertThat(FileLocation.diagnosticsOf("http://host/")).isEmpty();
    }

    private static RequestOperation requested(Request request) {
        return new RequestOperation(
                new ChargePointId("CP-1"),
                new OperationId("op-1"),
                request,
                Delivery.UNTIL_DEADLINE,
                NOON,
                true,
                null,
                null,
                NOON);
    }
}
