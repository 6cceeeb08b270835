package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.tls.CertificateTrust;
import dev.csms.ocpp.tls.CipherRules;
import dev.csms.ocpp.tls.ServerCertificates;
import dev.csms.ocpp.tls.TlsClient;
import dev.csms.ocpp.websocket.Credentials.Transport;
import dev.csms.ocpp.websocket.RawWebSocket.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The port for charge points, encrypted (security whitepaper A00.FR.3xx). */
class TlsTest {

    private final ServerCertificates certificates = TlsPorts.certificates();

    @AutoClose
    private CentralSystem centralSystem = start(CipherRules.MODERN);

    private CentralSystem start(CipherRules rules) {
        return start(rules, _ -> {});
    }

    private CentralSystem start(CipherRules rules, Consumer<Settings> change) {
        return new CentralSystem(settings -> {
            settings.tls = TlsPorts.on(rules, certificates, CertificateTrust.NONE, false);
            change.accept(settings);
        });
    }

    private void hurry(Duration handshakeTime) {
        centralSystem.close();
        centralSystem = start(CipherRules.MODERN, settings -> settings.handshakeTime = handshakeTime);
    }

    private int port() {
        return centralSystem.server.port(Listener.TLS);
    }

    private RawWebSocket client(TlsClient client) {
        return RawWebSocket.over(client.connected(port()));
    }

    private static void assertEchoes(RawWebSocket client, String text) {
        assertThat(client.text("[2,\"1\",\"Echo\",{\"x\":\"" + text + "\"}]").readText())
                .contains("\"x\":\"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_128_GCM_SHA256, EC",
        "TLSv1.3, TLS_AES_256_GCM_SHA384, EC",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, EC",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, EC",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, RSA",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, RSA",
        "TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256, RSA",
        "TLSv1.2, TLS_RSA_WITH_AES_256_GCM_SHA384, RSA",
    })
    void all_suites_are_spoken_each_with_its_certificate(String protocol, String suite, String algorithm)
            throws Exception {
        centralSystem.close();
        centralSystem = start(CipherRules.COMPATIBLE);
        SSLSocket socket = TlsClient.anonymous().speaking(protocol, suite).connect(port());

        try (RawWebSocket client = RawWebSocket.over(socket).upgrade("/ocpp/CP-1")) {
            assertEchoes(client, "hello");
        }
        assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
        assertThat(socket.getSession().getPeerCertificates()[0].getPublicKey().getAlgorithm())
                .isEqualTo(algorithm);
    }

    @Test
    void whoever_comes_by_tls_is_known_to_have() {
        client(TlsClient.anonymous()).upgrade("/ocpp/CP-1").close();

        assertThat(centralSystem.admitted).singleElement().satisfies(request -> {
            assertThat(request.credentials().transport()).isEqualTo(Transport.TLS);
            assertThat(request.credentials().certificates()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"})
    @Tag("C2")
    void modern_rules_have_no_weak_suites(String suite) {
        assertThatThrownBy(
                        () -> TlsClient.anonymous().speaking("TLSv1.2", suite).connect(port()))
                .isInstanceOf(IOException.class);
        await().until(() -> centralSystem.securityEvents("TlsCipher") == 1);
    }

    /** A ClientHello of 1999, or one of today with the suites of then. */
    private static byte[] clientHello(String version, String suites) {
        String body = version + "00".repeat(32) + "00" + "%04x".formatted(suites.length() / 2) + suites + "0100";
        String message = "01" + "%06x".formatted(body.length() / 2) + body;
        return HexFormat.of().parseHex("160301" + "%04x".formatted(message.length() / 2) + message);
    }

    @ParameterizedTest
    @CsvSource({
        "0300, c02b002f, 70, TlsVersion",
        "0301, c02b002f, 70, TlsVersion",
        "0302, c02b002f, 70, TlsVersion",
        "0303, 002f003cc013c023, 40, TlsCipher",
        "0303, 000a, 40, TlsCipher",
        "0303, 0005, 40, TlsCipher",
        "0303, 003b, 40, TlsCipher",
        "0303, 0034, 40, TlsCipher",
        "0303, 0003, 40, TlsCipher",
    })
    @Tag("C1")
    @Tag("C2")
    void old_versions_and_broken_suites_get_the_right_alert(String version, String suites, int alert, String event)
            throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(clientHello(version, suites));
            byte[] answer = socket.getInputStream().readAllBytes();

            assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(answer[5]).as("fatal").isEqualTo((byte) 2);
            assertThat(answer[6]).isEqualTo((byte) alert);
        }
        await().until(() -> centralSystem.securityEvents(event) == 1);
    }

    @Test
    @Tag("C5")
    void half_a_hello_ends_in_time() throws IOException {
        hurry(Duration.ofSeconds(1));
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            byte[] hello = clientHello("0303", "c02b");
            socket.getOutputStream().write(hello, 0, hello.length / 2);

            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(32);
        }
        await().until(() -> centralSystem.securityEvents("HandshakeTimeout") == 1);
    }

    @Test
    void so_does_a_handshake_that_nothing_follows() throws IOException {
        hurry(Duration.ofSeconds(3)); // of TLS it must come to its end in that time
        try (SSLSocket socket = TlsClient.anonymous().connect(port())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(centralSystem.securityEvents("HandshakeTimeout")).isEqualTo(1);
    }

    @Test
    @Tag("C4")
    void http_where_tls_is_spoken_ends() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /ocpp/CP-1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());

            assertThat(new String(socket.getInputStream().readAllBytes())).doesNotContain("HTTP", "Exception");
        }
        assertThat(centralSystem.admitted).isEmpty();
    }

    @Test
    @Tag("C4")
    void tls_where_http_is_spoken_is_a_bad_request() {
        try (RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            client.write(clientHello("0303", "c02b")).write("\r\n\r\n");

            assertThat(client.response().status()).isEqualTo(400);
        }
    }

    @Test
    @Tag("C3")
    void a_second_handshake_within_a_connection_ends_it() throws IOException {
        SSLSocket socket = TlsClient.anonymous()
                .speaking("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
                .connect(port());
        RawWebSocket client = RawWebSocket.over(socket).upgrade("/ocpp/CP-1");
        assertEchoes(client, "before");

        assertThatThrownBy(() -> {
                    socket.startHandshake();
                    assertEchoes(client, "after");
                })
                .isInstanceOfAny(IOException.class, java.io.UncheckedIOException.class);
        await().until(() -> !centralSystem.closed.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csms.example.com", "other.example.com"})
    void all_names_get_the_same_certificate(String name) throws Exception {
        SSLSocket socket = TlsClient.anonymous().asking(name).connect(port());

        assertThat(((X509Certificate) socket.getSession().getPeerCertificates()[0])
                        .getSubjectX500Principal()
                        .getName())
                .contains("CN=csms.example.com");
        socket.close();
    }

    @Test
    void certificates_change_under_way_and_nobody_notices() throws Exception {
        try (RawWebSocket before = client(TlsClient.anonymous()).upgrade("/ocpp/CP-1")) {
            certificates.replace(TlsPorts.newOnes("new.example.com"));

            SSLSocket after = TlsClient.anonymous().connect(port());
            assertThat(((X509Certificate) after.getSession().getPeerCertificates()[0])
                            .getSubjectX500Principal()
                            .getName())
                    .contains("CN=new.example.com");
            after.close();
            assertEchoes(before, "still there");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_refusal_can_be_read_to_its_end(String protocol) {
        try (RawWebSocket client = client(TlsClient.anonymous().speaking(protocol))) {
            Response response = client.request("/ocpp/STRANGER");

            assertThat(response.status()).isEqualTo(404);
            assertThat(response.body()).isEqualTo("'STRANGER' is not registered\n");
            assertThat(client.isEnd()).isTrue();
        }
    }

    @Test
    void a_call_may_come_with_the_handshake_that_it_needs() {
        byte[] call = RawWebSocket.masked(
                RawWebSocket.FIN | RawWebSocket.TEXT, "[2,\"1\",\"Echo\",{\"x\":\"early\"}]".getBytes());
        String request = "GET /ocpp/CP-1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n";
        byte[] both = new byte[request.length() + call.length];
        System.arraycopy(request.getBytes(), 0, both, 0, request.length());
        System.arraycopy(call, 0, both, request.length(), call.length);

        try (RawWebSocket client = client(TlsClient.anonymous())) {
            client.write(both);
            assertThat(client.response().status()).isEqualTo(101);
            assertThat(client.readText()).contains("early");
        }
    }

    @Test
    void a_long_message_goes_through_both_ways() {
        try (RawWebSocket client = client(TlsClient.anonymous()).upgrade("/ocpp/CP-1")) {
            assertEchoes(client, "x".repeat(900_000));
        }
    }

    @Test
    void goodbye_is_said_by_websocket_and_by_tls() throws Exception {
        try (RawWebSocket client = client(TlsClient.anonymous()).upgrade("/ocpp/CP-1")) {
            client.frame(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[] {0x03, (byte) 0xe8});

            assertThat(client.readClose().closeCode()).isEqualTo(1000);
            assertThat(client.isEnd()).isTrue();
        }
        assertThat(centralSystem.nextClosed().code()).isEqualTo(1000);
    }

    @Test
    void an_end_that_only_tls_says_is_one() throws Exception {
        SSLSocket socket = TlsClient.anonymous().speaking("TLSv1.3").connect(port());
        RawWebSocket.over(socket).upgrade("/ocpp/CP-1");

        socket.shutdownOutput();

        assertThat(centralSystem.nextClosed().code()).isEqualTo(CloseCode.ABNORMAL);
    }

    @Test
    void what_is_no_frame_is_answered_before_the_end() throws Exception {
        try (RawWebSocket client = client(TlsClient.anonymous()).upgrade("/ocpp/CP-1")) {
            client.write(new byte[] {(byte) 0xf1, (byte) 0x80, 0, 0, 0, 0});

            assertThat(client.readClose().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void many_at_once_have_to_wait_and_all_come_in() throws Exception {
        try (CentralSystem slow = new CentralSystem(settings -> {
            settings.tls = TlsPorts.on(CipherRules.MODERN);
            settings.tlsHandshakesPerSecond = 20;
        })) {
            int port = slow.server.port(Listener.TLS);
            List<Thread> clients = IntStream.range(0, 50)
                    .mapToObj(i -> Thread.startVirtualThread(
                            () -> RawWebSocket.over(TlsClient.anonymous().connected(port))
                                    .upgrade("/ocpp/CP-" + i)
                                    .close()))
                    .toList();
            for (Thread client : clients) {
                client.join();
            }

            assertThat(slow.admitted).hasSize(50);
        }
    }

    @Test
    void who_says_nothing_takes_nobodys_turn() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (CentralSystem slow = new CentralSystem(settings -> {
            settings.tls = TlsPorts.on(CipherRules.MODERN);
            settings.tlsHandshakesPerSecond = 1;
        })) {
            int port = slow.server.port(Listener.TLS);
            for (int i = 0; i < 90; i++) {
                silent.add(new Socket("127.0.0.1", port));
            }

            RawWebSocket.over(TlsClient.anonymous().connected(port))
                    .upgrade("/ocpp/CP-1")
                    .close();

            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void who_waits_in_vain_is_counted_whatever_it_waits_for() throws Exception {
        try (CentralSystem slow = new CentralSystem(settings -> {
            settings.tls = TlsPorts.on(CipherRules.MODERN);
            settings.tlsHandshakesPerSecond = 1;
            settings.handshakeTime = Duration.ofMillis(500);
        })) {
            int port = slow.server.port(Listener.TLS);
            byte[] hello = clientHello("0303", "c02b");
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                if (i > 0) { // the first says nothing at all
                    socket.getOutputStream().write(hello, 0, hello.length / 2);
                }
                waiting.add(socket);
            }

            await().until(() -> slow.securityEvents("HandshakeTimeout") == 10);
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void more_of_one_address_than_are_taken_are_turned_away_at_once() throws Exception {
        try (CentralSystem few = new CentralSystem(settings -> {
            settings.tls = TlsPorts.on(CipherRules.MODERN);
            settings.arrivalsPerSource = 2;
        })) {
            int port = few.server.port(Listener.TLS);
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                sockets.add(new Socket("127.0.0.1", port));
            }
            await().until(() -> few.securityEvents("HandshakeFlood") == 8);
            for (Socket socket : sockets) {
                socket.close();
            }
            await().untilAsserted(() -> RawWebSocket.over(TlsClient.anonymous().connected(port))
                    .upgrade("/ocpp/CP-1")
                    .close());
        }
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();
            assertThatThrownBy(() -> new CentralSystem(settings -> settings.tls = new TlsListening(
                            0, taken, false, TlsPorts.on(CipherRules.MODERN).endpoint())))
                    .isInstanceOfSatisfying(PortTakenException.class, e -> {
                        assertThat(e.port()).isEqualTo(taken);
                        assertThat(e.listener()).isEqualTo(Listener.CLIENT_CERTIFICATE);
                    });
        }
    }

    @Test
    void a_port_may_be_switched_off() {
        try (CentralSystem encrypted = new CentralSystem(settings -> {
            settings.port = OcppServerSettings.NO_PORT;
            settings.tls = new TlsListening(
                    0,
                    OcppServerSettings.NO_PORT,
                    false,
                    TlsPorts.on(CipherRules.MODERN).endpoint());
        })) {
            assertThat(encrypted.port()).isEqualTo(OcppServerSettings.NO_PORT);
            assertThat(encrypted.server.port(Listener.CLIENT_CERTIFICATE)).isEqualTo(OcppServerSettings.NO_PORT);
            assertThat(encrypted.server.port(Listener.TLS)).isPositive();
        }
    }
}
