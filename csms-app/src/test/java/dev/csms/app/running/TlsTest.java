package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.csms.app.pki.Csr;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.CertificateAuthority.Issuance;
import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.CertificateChain;
import dev.csms.domain.certificate.Pem;
import dev.csms.domain.certificate.SubjectRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody meets who has just started the program and wants his charger to speak TLS. */
class TlsTest {

    private final RunningCsms csms = RunningCsms.get();

    private static HttpResponse<byte[]> get(RunningCsms csms, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(csms.http(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    /** Of a charge point into which the root has been put, and perhaps a certificate. */
    private static SSLContext tls(String rootsPem, @Nullable KeyPair key, List<X509Certificate> chain)
            throws Exception {
        return ChargerTls.of(Pem.certificates(rootsPem), key, chain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root.pem", "root-ec.pem"})
    void a_charger_that_trusts_the_root_connects(String file) throws Exception {
        String identity = "TLS-1-" + file;
        String key = csms.registerChargePointWithKey(identity, 2);
        HttpResponse<byte[]> root = get(csms, "/pki/" + file);

        assertThat(root.statusCode()).isEqualTo(200);
        SSLContext tls = tls(new String(root.body()), null, List.of());
        try (OcppClient client = OcppClient.connect(csms.ocppByTls() + "/" + identity, tls, key)) {
            client.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
        }
    }

    @Test
    void a_charger_that_does_not_does_not() throws Exception {
        csms.registerChargePoint("TLS-2");

        assertThatThrownBy(() -> OcppClient.connect(csms.ocppByTls() + "/TLS-2", SSLContext.getDefault()))
                .hasStackTraceContaining("unable to find valid certification path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void with_a_certificate_of_ours_it_connects_where_one_is_required(String algorithm) throws Exception {
        csms.graphQl()
                .data(("mutation { registerChargePoint(input: {identity: \"TLS-3-%1$s\", securityProfile: 3}) { url }"
                                + " setCertificateOwner(input: {identity: \"TLS-3-%1$s\","
                                + " serialNumber: \"TLS-3-%1$s\", cpoName: \"ACME\"}) { chargePoint { identity } } }")
                        .formatted(algorithm));
        String roots = new String(get(csms, "/pki/root.pem").body());
        KeyPair key = algorithm.equals("EC") ? Csr.ec("secp256r1") : Csr.rsa(2048);
        String name = "TLS-3-" + algorithm;
        Issuance issuance = csms.context()
                .getBean(CertificateAuthority.class)
                .issue(new Order(Csr.of("O=ACME,CN=" + name, key), new SubjectRule("ACME", Set.of(name)), null));
        CertificateChain chain = ((Issuance.Issued) issuance).chain();

        assertThatThrownBy(() -> connectWithCertificate(tls(roots, null, List.of())))
                .isInstanceOf(IOException.class);
        SSLContext itself = tls(roots, key, chain.certificates());
        try (OcppClient client = OcppClient.connect(csms.ocppByCertificate() + "/" + name, itself)) {
            client.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
        }
        csms.registerChargePointWithKey("TLS-4", 2);
        assertThatThrownBy(() -> OcppClient.connect(csms.ocppByCertificate() + "/TLS-4", itself))
                .as("nobody else is let in with it")
                .hasStackTraceContaining("401");
    }

    @Test
    void the_url_to_type_in_is_that_of_the_security_profile() {
        for (int profile = 0; profile <= 3; profile++) {
            String url = csms.graphQl()
                    .data(
                            "mutation { it: registerChargePoint(input: {identity: \"TLS-5-%1$d\", securityProfile: %1$d}) { url } }"
                                    .formatted(profile))
                    .at("/it/url")
                    .asString();
            assertThat(URI.create(url).getPort())
                    .isEqualTo(URI.create(
                                    switch (profile) {
                                        case 2 -> csms.ocppByTls();
                                        case 3 -> csms.ocppByCertificate();
                                        default -> csms.ocpp();
                                    })
                            .getPort());
            assertThat(URI.create(url).getScheme()).isEqualTo(profile < 2 ? "ws" : "wss");
        }
    }

    /** As far as the server's answer to a request, which a refused certificate does not get. */
    private void connectWithCertificate(SSLContext tls) throws IOException {
        URI uri = URI.create(csms.ocppByCertificate());
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa"})
    void revocations_are_public(String kind) throws Exception {
        HttpResponse<byte[]> list = get(csms, "/pki/crl/" + kind + ".crl");

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.headers().firstValue("Content-Type")).contains("application/pkix-crl");
        assertThat(((X509CRL) CertificateFactory.getInstance("X.509")
                                .generateCRL(new ByteArrayInputStream(list.body())))
                        .getIssuerX500Principal()
                        .getName())
                .containsIgnoringCase("Issuing CA " + kind);
        assertThat(list.headers().allValues("Cache-Control")).containsExactly("max-age=30, public");
        assertThat(list.headers().firstValue("Last-Modified")).isPresent();
        HttpResponse<byte[]> ofRoot = get(csms, "/pki/crl/root-" + kind + ".crl");
        assertThat(((X509CRL) CertificateFactory.getInstance("X.509")
                                .generateCRL(new ByteArrayInputStream(ofRoot.body())))
                        .getIssuerX500Principal()
                        .getName())
                .containsIgnoringCase("Root CA " + kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root-ec", "root-rsa", "issuing-ec", "issuing-rsa"})
    void so_is_what_stands_above_certificates(String name) throws Exception {
        HttpResponse<byte[]> file = get(csms, "/pki/" + name + ".cer");

        assertThat(file.headers().firstValue("Content-Type")).contains("application/pkix-cert");
        assertThat(((X509Certificate) CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(file.body())))
                        .getSubjectX500Principal()
                        .getName())
                .containsIgnoringCase(name.replace('-', ' ').replace(" ", " CA "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/pki/root-dsa.pem", "/pki/crl/dsa.crl", "/pki/crl/root-dsa.crl", "/pki/root-dsa.cer", "/pki/"})
    void there_is_no_other_kind(String path) throws Exception {
        assertThat(get(csms, path).statusCode()).isEqualTo(404);
    }

    private static void write(Path directory, String commonName, KeyPair key) throws Exception {
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                new X500Name("CN=" + commonName),
                                BigInteger.ONE,
                                Date.from(Instant.now()),
                                Date.from(Instant.now().plus(Duration.ofDays(1))),
                                new X500Name("CN=" + commonName),
                                key.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        replace(
                directory.resolve("key.pem"),
                Pem.block("PRIVATE KEY", key.getPrivate().getEncoded()));
        replace(directory.resolve("chain.pem"), Pem.of(certificate));
    }

    private static void replace(Path file, String content) throws IOException {
        Path unfinished = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), content);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String shown(RunningCsms csms) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        var trusting = new X509TrustManager() {

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        context.init(null, new TrustManager[] {trusting}, null);
        URI uri = URI.create(csms.ocppByTls());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", uri.getPort())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    @Test
    void an_operators_own_certificate_is_served_and_so_is_the_next_one(@TempDir Path directory) throws Exception {
        KeyPair key = Csr.ec("secp256r1");
        write(directory, "old.example.com", key);
        String bundle = "--spring.ssl.bundle.pem.server.";
        try (RunningCsms own = RunningCsms.with(
                "--csms.ocpp.tls.ec-bundle=server",
                bundle + "reload-on-update=true",
                bundle + "keystore.certificate="
                        + directory.resolve("chain.pem").toUri(),
                bundle + "keystore.private-key=" + directory.resolve("key.pem").toUri(),
                "--spring.ssl.bundle.watch.file.quiet-period=200ms")) {
            assertThat(shown(own)).isEqualTo("CN=old.example.com");

            write(directory, "new.example.com", key);

            await().atMost(Duration.ofSeconds(60)).until(() -> shown(own).equals("CN=new.example.com"));
        }
    }
}
