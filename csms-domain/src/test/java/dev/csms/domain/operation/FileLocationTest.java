package dev.csms.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import java.time.Instant;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "127.0.0.1.",
                "127.1",
                "127.0.1",
                "2130706433",
                "017700000001",
                "0177.0.0.1",
                "0177.0.0.01",
                "0x7f.0.0.1",
                "0x7f000001",
                "0X7F.1",
                "127.0.0.0x1",
                "00.0.0.0",
                "0",
                "0.0.0.0",
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.localhost",
                "localhost.localdomain",
                "ip6-loopback",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[0000::0001]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:7f00:0001]",
                "[::127.0.0.1]",
                "[::7f00:1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b::169.254.169.254]",
                "[2002:7f00:1::]",
                "169.254.169.254",
                "169.254.1.1",
                "2852039166",
                "0xa9fea9fe",
                "[::ffff:169.254.169.254]",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[fe80::1%25eth0]",
                "100.100.100.200",
                "224.0.0.1",
                "239.255.255.250",
                "[ff02::1]",
                "255.255.255.255",
                "256.0.0.1",
                "1.2.3",
                "1.2.3.4.5",
                "08.8.8.8",
                "127.0.0.1%00.example.com",
                "127.0.0.1%2eexample.com",
                "%6cocalhost",
                "①②⑦.⓪.⓪.①",
                "１２７.0.0.1",
                "127。0。0。1",
                "ⓛocalhost",
                "example.com:80@127.0.0.1",
                "127.0.0.1#@example.com",
                "127.0.0.1?@example.com",
                "127.0.0.1\\@example.com",
                "[::1",
                "[::1]evil",
                "exa_mple..com",
                " 127.0.0.1",
                "127.0.0.1\r\nHost: x",
                "$(reboot)",
                "`reboot`"
            })
    void hosts_to_which_charge_points_are_not_sent(String host) {
        for (String scheme : List.of("http", "https", "ftp", "ftps", "sftp")) {
            for (String end : List.of("", "/", ":8080/v2.bin")) {
                assertThatIllegalArgumentException()
                        .as(scheme + "://" + host + end)
                        .isThrownBy(() -> FileLocation.checked(scheme + "://" + host + end))
                        .withMessageContaining("a location");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "192.168.0.10",
                "172.16.0.1",
                "100.64.0.1",
                "8.8.8.8",
                "[fd12:3456::1]",
                "[2001:db8::1]",
                "[64:ff9b::8.8.8.8]",
                "csms",
                "files.example.com",
                "localhost.example.com",
                "127-0-0-1.example.com",
                "7f.example.com"
            })
    void hosts_to_which_they_are_sent(String host) {
        String location = "https://" + host + ":8443/up/";
        assertThat(FileLocation.checked(location)).isEqualTo(location);
    }

    @Test
    void ranges_can_be_denied_and_allowed() {
        AddressRules rules =
                AddressRules.of(List.of("10.1.0.0/16", "2001:db8::/33"), List.of("127.0.0.1", "10.1.2.0/23"));

        for (String host : List.of("10.1.1.255", "10.1.4.0", "[::ffff:10.1.1.1]", "[2001:db8::1]", "127.0.0.2")) {
            assertThatIllegalArgumentException()
                    .as(host)
                    .isThrownBy(() -> FileLocation.checked("http://" + host + "/", rules));
        }
        for (String host : List.of(
                "10.2.0.0", "10.1.3.255", "127.0.0.1", "localhost", "[2001:db8:8000::1]", "[::ffff:127.0.0.1]")) {
            assertThat(FileLocation.checked("http://" + host + "/", rules)).contains(host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0/8", "::/129", "example.com/8", "10.0.0.0/-1", "1.2.3.4/8/8"})
    void what_is_no_range_is_said(String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRules.of(List.of(range), List.of()))
                .withMessageContaining("an address range is written like");
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
