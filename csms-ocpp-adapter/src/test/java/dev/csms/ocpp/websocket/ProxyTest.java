package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.certificate.Pem;
import dev.csms.ocpp.tls.CipherRules;
import dev.csms.ocpp.tls.TestAuthority;
import dev.csms.ocpp.tls.TlsClient;
import dev.csms.ocpp.websocket.Credentials.Transport;
import dev.csms.ocpp.websocket.TrustedProxies.Network;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs before us that end TLS for us, and others who say that they do. */
class ProxyTest {

    private static final TestAuthority ROOT = TestAuthority.root("CN=Root", TestAuthority.ec());
    private static final X509Certificate CERTIFICATE =
            ROOT.issue(TestAuthority.wish("CN=SN-1", TestAuthority.ec())).own();
    private static final String ESCAPED =
            URLEncoder.encode(Pem.of(CERTIFICATE), UTF_8).replace("+", "%20"); // as proxies do it

    private static CentralSystem behind(String... proxies) {
        return new CentralSystem(settings -> settings.proxies =
                new TrustedProxies(List.of(proxies).stream().map(Network::of).toList(), TrustedProxies.USUAL_HEADER));
    }

    private static HandshakeRequest request(CentralSystem centralSystem, String... headers) {
        try (RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            client.upgrade("/ocpp/CP-1", headers);
        }
        return centralSystem.admitted.getFirst();
    }

    @Test
    void a_proxy_is_believed_what_it_says_of_its_client() {
        try (CentralSystem centralSystem = behind("127.0.0.0/8")) {
            HandshakeRequest request = request(
                    centralSystem,
                    "X-Forwarded-For: 192.0.2.7",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Client-Cert: " + ESCAPED);

            assertThat(request.remoteAddress()).isEqualTo("192.0.2.7");
            assertThat(request.credentials().transport()).isEqualTo(Transport.TLS);
            assertThat(request.credentials().certificates()).containsExactly(CERTIFICATE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, TLS",
                "https, TLS",
                "wss, TLS",
                "http, PLAIN",
                "ws, PLAIN",
                "'https, http', PLAIN", // in clear on a part of its way
                "'https, https', TLS",
                "'', PLAIN"
            })
    void how_the_proxy_itself_has_come_says_nothing_where_it_says_how_its_client_has(
            @Nullable String said, Transport transport) throws Exception {
        try (CentralSystem centralSystem = new CentralSystem(settings -> {
                    settings.proxies =
                            new TrustedProxies(List.of(Network.of("127.0.0.1")), TrustedProxies.USUAL_HEADER);
                    settings.tls = TlsPorts.on(CipherRules.MODERN);
                });
                RawWebSocket client =
                        RawWebSocket.over(TlsClient.anonymous().connect(centralSystem.server.port(Listener.TLS)))) {
            List<String> headers = new ArrayList<>(List.of("X-Forwarded-For: 192.0.2.7"));
            if (said != null) {
                headers.add("X-Forwarded-Proto: " + said);
            }
            client.upgrade("/ocpp/CP-1", headers.toArray(String[]::new));

            assertThat(centralSystem.admitted.getFirst().credentials().transport())
                    .isEqualTo(transport);
        }
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As each proxy says it: the header that is set, what it sends, and what is understood. */
    static Stream<Arguments> forms() {
        String own = base64(CERTIFICATE);
        String root = base64(ROOT.certificate());
        String both =
                ESCAPED + URLEncoder.encode(Pem.of(ROOT.certificate()), UTF_8).replace("+", "%20");
        List<X509Certificate> one = List.of(CERTIFICATE);
        List<X509Certificate> two = List.of(CERTIFICATE, ROOT.certificate());
        String spiffe = "By=spiffe://a/b;Hash=0a1b;";
        return Stream.of(
                Arguments.of("nginx", "ssl-client-cert", List.of("ssl-client-cert: " + ESCAPED), one),
                Arguments.of("nginx, none", "ssl-client-cert", List.of("ssl-client-cert: "), List.of()),
                Arguments.of("HAProxy, with its chain", "X-Client-Cert", List.of("X-Client-Cert: " + both), two),
                Arguments.of(
                        "Traefik", "X-Forwarded-Tls-Client-Cert", List.of("X-Forwarded-Tls-Client-Cert: " + own), one),
                Arguments.of(
                        "Traefik, with its chain, escaped",
                        "X-Forwarded-Tls-Client-Cert",
                        List.of("X-Forwarded-Tls-Client-Cert: " + URLEncoder.encode(own + "," + root, UTF_8)),
                        two),
                Arguments.of("RFC 9440", "Client-Cert", List.of("client-cert: :" + own + ":"), one),
                Arguments.of(
                        "RFC 9440, with its chain",
                        "Client-Cert",
                        List.of("Client-Cert: :" + own + ":", "Client-Cert-Chain: :" + root + ":"),
                        two),
                Arguments.of(
                        "the chain of RFC 9440 is for its own header",
                        "X-Client-Cert",
                        List.of("X-Client-Cert: :" + own + ":", "Client-Cert-Chain: :" + root + ":"),
                        one),
                Arguments.of(
                        "Envoy",
                        "X-Forwarded-Client-Cert",
                        List.of("X-Forwarded-Client-Cert: " + spiffe + "Cert=\"" + ESCAPED
                                + "\";Subject=\"CN=a \\\"b\\\", c\";URI="),
                        one),
                Arguments.of(
                        "Envoy, with its chain, behind another",
                        "X-Forwarded-Client-Cert",
                        List.of("X-Forwarded-Client-Cert: Hash=ff;Cert=\"forged\"," + spiffe + "Cert=\"" + ESCAPED
                                + "\";Chain=\"" + both + "\""),
                        two),
                Arguments.of(
                        "Envoy, none",
                        "X-Forwarded-Client-Cert",
                        List.of("X-Forwarded-Client-Cert: Hash=0a1b"),
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void forms(String proxy, String header, List<String> sent, List<X509Certificate> understood) {
        try (CentralSystem centralSystem = new CentralSystem(
                settings -> settings.proxies = new TrustedProxies(List.of(Network.of("127.0.0.1")), header))) {
            assertThat(request(centralSystem, sent.toArray(String[]::new))
                            .credentials()
                            .certificates())
                    .isEqualTo(understood);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client-Cert: ::",
                "Client-Cert: :AAAA:",
                "Client-Cert: :%%%:",
                "Client-Cert: :MIIB",
                "Client-Cert: Cert=\"AAAA\"",
                "Client-Cert: Cert=\"unended",
                "Client-Cert: MIIBdTCCARug",
                "Client-Cert: -----BEGIN%20CERTIFICATE-----AA-----END%20CERTIFICATE-----",
            })
    void what_is_none_of_these_is_refused(String header) {
        try (CentralSystem centralSystem = new CentralSystem(settings ->
                        settings.proxies = new TrustedProxies(List.of(Network.of("127.0.0.1")), "Client-Cert"));
                RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            assertThat(client.request("/ocpp/CP-1", header).status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "10.0.0.0/8", "::1"})
    void nobody_else_is(String proxy) {
        try (CentralSystem centralSystem = behind(proxy)) {
            HandshakeRequest request = request(
                    centralSystem,
                    "X-Forwarded-For: 192.0.2.7",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Client-Cert: " + ESCAPED);

            assertThat(request.remoteAddress()).startsWith("127.0.0.1:");
            assertThat(request.credentials().transport()).isEqualTo(Transport.PLAIN);
            assertThat(request.credentials().certificates()).isEmpty();
            assertThat(centralSystem.securityEvents("ForwardedHeaders")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'192.0.2.7, 198.51.100.9', 198.51.100.9", // what the client has written itself is before
        "'198.51.100.9, 127.0.0.5', 198.51.100.9", // by two proxies
        "'198.51.100.9:4711', 198.51.100.9",
        "'[2001:db8::7]:4711', 2001:db8:0:0:0:0:0:7",
        "'127.0.0.5', 127.0.0.5",
    })
    void the_last_address_that_is_no_proxys_is_the_clients(String header, String address) {
        try (CentralSystem centralSystem = behind("127.0.0.0/8")) {
            assertThat(request(centralSystem, "X-Forwarded-For: " + header).remoteAddress())
                    .isEqualTo(address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Forwarded-For: evil.example.com", "X-Forwarded-For: ,", "X-Forwarded-Client-Cert: %2D%2D%zz"})
    void what_a_proxy_says_and_means_nothing_is_refused(String header) {
        try (CentralSystem centralSystem = behind("127.0.0.1");
                RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            assertThat(client.request("/ocpp/CP-1", header).status()).isEqualTo(400);
        }
    }

    @Test
    void handshakes_behind_a_proxy_are_counted_by_client() {
        try (CentralSystem centralSystem = new CentralSystem(settings -> {
            settings.proxies = new TrustedProxies(List.of(Network.of("127.0.0.1")), TrustedProxies.USUAL_HEADER);
            settings.refusalsPerMinute = 1;
        })) {
            assertThat(status(centralSystem, "STRANGER", "192.0.2.7")).isEqualTo(404);
            assertThat(status(centralSystem, "STRANGER", "192.0.2.7")).isEqualTo(429);
            assertThat(status(centralSystem, "STRANGER", "192.0.2.8")).isEqualTo(404);
        }
    }

    private static int status(CentralSystem centralSystem, String identity, String address) {
        try (RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            return client.request("/ocpp/" + identity, "X-Forwarded-For: " + address)
                    .status();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "2001:db8::/32, 2001:db8:1::7, true",
        "2001:db8::/32, 2001:db9::7, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "10.0.0.0/8, ::1, false",
    })
    void a_network_is_those_addresses_that_begin_alike(String network, String address, boolean includes)
            throws Exception {
        assertThat(Network.of(network).includes(InetAddress.getByName(address))).isEqualTo(includes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.example.com", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.0/x", "10.0.0.0/"})
    void what_is_no_network_is_refused(String text) {
        assertThatThrownBy(() -> Network.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
