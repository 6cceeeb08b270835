package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.websocket.RawWebSocket.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From HTTP to WebSocket (RFC 6455 §4, OCPP-J 1.6 §3). */
class HandshakeTest {

    @AutoClose
    private final CentralSystem centralSystem = new CentralSystem();

    private Response request(String target, String... headers) {
        try (RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            return client.request(target, headers);
        }
    }

    @Test
    void a_charge_point_is_let_in_with_the_one_subprotocol() {
        Response response = request("/ocpp/CP-1");

        assertThat(response.status()).isEqualTo(101);
        assertThat(response.header("Sec-WebSocket-Protocol")).containsExactly("ocpp1.6");
        assertThat(response.header("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(response.header("Sec-WebSocket-Extensions")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/ocpp/CP-1, CP-1",
        "/ocpp/RDAM%20123, RDAM 123",
        "/ocpp/a+b, a+b",
        "/ocpp/a%2Fb, a/b",
        "/ocpp/a%252Fb, a%2Fb",
        "/ocpp/00:80:F4:43:0B:34, 00:80:F4:43:0B:34",
        "/ocpp/caf%C3%A9, café",
        "/ocpp/cafÃ©, café",
        "/ocpp//CP-1, CP-1",
        "/ocpp///CP-1/, CP-1",
        "//ocpp/CP-1, CP-1",
        "/ocpp/CP-1?token=1, CP-1",
        "http://example.org/ocpp/CP-1, CP-1",
        "ws://example.org:8180//ocpp/CP-1/?x=/y, CP-1",
    })
    void the_identity_is_the_last_part_of_the_raw_path_decoded_once(String target, String identity) {
        assertThat(request(target).status()).isEqualTo(101);
        assertThat(centralSystem.admitted.getFirst().identity().value()).isEqualTo(identity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/CP-1", "/other/CP-1", "/ocpp/a/b", "/OCPP/CP-1"})
    void other_paths_are_404_and_the_answer_says_where_charge_points_connect(String target) {
        Response response = request(target);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body()).contains("/ocpp/{identity}");
    }

    @Test
    void an_unknown_identity_is_404_in_the_gatekeepers_words() {
        Response response = request("/ocpp/STRANGER");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("'STRANGER' is not registered\n");
        assertThat(response.header("Content-Type")).containsExactly("text/plain; charset=utf-8");
    }

    @Test
    void an_unknown_identity_is_404_even_without_a_common_subprotocol() {
        assertThat(request("/ocpp/STRANGER", "Sec-WebSocket-Protocol: ocpp2.0.1")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void trouble_of_ours_is_503_and_come_back_later() {
        Response response = request("/ocpp/TROUBLE");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(5, 15));
    }

    @ParameterizedTest
    @CsvSource({
        "'Sec-WebSocket-Protocol:', 400, Sec-WebSocket-Protocol is missing",
        "'Sec-WebSocket-Protocol: ocpp2.0.1', 400, 'ocpp2.0.1'",
        "'Sec-WebSocket-Protocol: OCPP1.6', 400, 'OCPP1.6'",
        "'Sec-WebSocket-Version: 12', 426, '12'",
        "'Sec-WebSocket-Version:', 426, absent",
        "'Upgrade:', 400, 'Upgrade: websocket'",
        "'Connection:', 400, 'Connection: Upgrade'",
        "'Connection: keep-alive', 400, 'Connection: Upgrade'",
        "'Sec-WebSocket-Key:', 400, Sec-WebSocket-Key",
        "'Sec-WebSocket-Key: c2hvcnQ=', 400, Sec-WebSocket-Key",
        "'Content-Length: 5', 400, body",
        "'Transfer-Encoding: chunked', 400, body",
        "'Origin: https://evil.example', 403, evil.example",
        "'Origin: https://evil.example:443', 403, evil.example",
        "'Origin: HTTPS://evil.example', 403, evil.example",
        "'Origin: http://127.0.0.1.evil.example', 403, evil.example",
        "'Origin: http://127.0.0.1:1', 403, 127.0.0.1:1",
        "'Origin: http:', 403, http:",
        "'Origin: http://?', 403, http://?",
    })
    void what_is_wrong_is_named(String header, int status, String named) {
        Response response = request("/ocpp/CP-1", header);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).contains(named);
    }

    @Test
    void a_wrong_version_is_told_the_right_one() {
        assertThat(request("/ocpp/CP-1", "Sec-WebSocket-Version: 8").header("Sec-WebSocket-Version"))
                .containsExactly("13");
    }

    @Test
    void our_own_origin_is_no_foreign_one() {
        assertThat(request("/ocpp/CP-1", "Origin: http://127.0.0.1:" + centralSystem.port())
                        .status())
                .isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://127.0.0.1:80", "https://127.0.0.1", "Https://127.0.0.1:443"})
    void nor_is_it_without_our_port(String origin) {
        assertThat(request("/ocpp/CP-1", "Origin: " + origin).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://", "ws://elsewhere.example", "CP-1", "%", " "})
    void what_libraries_of_charge_points_write_names_no_page(String origin) {
        assertThat(request("/ocpp/CP-1", "Origin: " + origin).status()).isEqualTo(101);
        assertThat(opaqueOrigin()).isFalse();
    }

    @Test
    void what_may_be_a_page_in_a_browser_is_the_gatekeepers_to_judge() {
        assertThat(request("/ocpp/CP-1", "Origin: null").status()).isEqualTo(101);
        assertThat(opaqueOrigin()).isTrue();
    }

    private boolean opaqueOrigin() {
        return centralSystem.admitted.getFirst().credentials().opaqueOrigin();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ocpp0.1, ocpp1.6", "ocpp1.6,ocpp1.5", " ocpp1.6 "})
    void the_first_subprotocol_that_we_speak_is_chosen(String offered) {
        assertThat(request("/ocpp/CP-1", "Sec-WebSocket-Protocol: " + offered).header("Sec-WebSocket-Protocol"))
                .containsExactly("ocpp1.6");
    }

    @Test
    void subprotocols_may_come_in_several_headers() {
        Response response = request("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp0.1", "Sec-WebSocket-Protocol: ocpp1.6");

        assertThat(response.header("Sec-WebSocket-Protocol")).containsExactly("ocpp1.6");
    }

    @Test
    void without_a_common_subprotocol_the_gatekeeper_hears_of_the_end() throws InterruptedException {
        request("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp0.1");

        ClosedSession closed = centralSystem.nextClosed();
        assertThat(closed.sessionId())
                .isEqualTo(centralSystem.admitted.getFirst().sessionId());
        assertThat(closed.code()).isEqualTo(1002);
        assertThat(centralSystem.opened).isEmpty();
    }

    @Test
    void a_path_over_1_kib_is_414_and_headers_over_8_kib_are_431() {
        assertThat(request("/ocpp/" + "x".repeat(1_019)).status()).isEqualTo(414);
        assertThat(request("/ocpp/" + "x".repeat(100_000)).status()).isEqualTo(414);
        assertThat(request("/ocpp/CP-1", "X-Long: " + "x".repeat(9_000)).status())
                .isEqualTo(431);
        assertThat(request("/ocpp/CP-1", "X-Long: " + "x".repeat(6_000)).status())
                .isEqualTo(101);
    }

    @Test
    void frames_sent_before_our_answer_are_not_lost() {
        try (RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            client.write("GET /ocpp/CP-1 HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
                    + new String(RawWebSocket.masked(0x81, "[2,\"1\",\"Heartbeat\",{}]".getBytes(UTF_8)), ISO_8859_1));

            assertThat(client.response().status()).isEqualTo(101);
            assertThat(client.readText()).startsWith("[3,\"1\",");
        }
    }

    @Test
    void beyond_the_last_place_it_is_503_until_somebody_leaves() throws InterruptedException {
        try (CentralSystem small = new CentralSystem(s -> s.sessions = 1)) {
            try (RawWebSocket first = small.connect("CP-1");
                    RawWebSocket second = RawWebSocket.connect(small.port())) {
                assertThat(second.request("/ocpp/CP-2").status()).isEqualTo(503);
                first.frame(0x88, new byte[0]);
                small.nextClosed();
            }
            await().untilAsserted(() -> {
                try (RawWebSocket third = RawWebSocket.connect(small.port())) {
                    assertThat(third.request("/ocpp/CP-3").status()).isEqualTo(101);
                }
            });
        }
    }

    @Test
    void a_port_that_is_taken_is_said_to_be() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(() -> new CentralSystem(s -> s.port = other.getLocalPort()))
                    .isInstanceOfSatisfying(
                            PortTakenException.class, e -> assertThat(e.port()).isEqualTo(other.getLocalPort()));
        }
    }

    @Test
    void where_nobody_can_listen_nothing_is_left_behind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThatThrownBy(() -> new CentralSystem(s -> s.host = "192.0.2.1")) // nobody's (RFC 5737)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("192.0.2.1");

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("ocpp-"))
                .isSubsetOf(before));
    }
}
