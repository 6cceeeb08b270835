package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.csms.app.pki.Csr;
import dev.csms.app.pki.Maker;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.CertificateChain;
import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.domain.certificate.Pem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** An operator has a certificate authority already: a program of somebody else, with roots that we have never made. */
class OtherAuthorityTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String IDENTITY = "OTHER-1";
    private static final String SERIAL = "SN-OTHER-1";
    private static final String SUBJECT = "O=ACME,CN=" + SERIAL;
    private static final int POLICY = 1008;
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
    private static final String BOOT =
            "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\",\"chargePointSerialNumber\":\"" + SERIAL + "\"}";

    /** That program. It speaks HTTP, and has an authority under its root that signs. */
    private static final class Program implements AutoCloseable {

        private final Maker root = new Maker("O=ACME,CN=Root");
        private final Maker issuing = new Maker("O=ACME,CN=Issuing", root);
        private final Set<String> revoked = ConcurrentHashMap.newKeySet();
        private final int port = FreePort.find();
        private HttpServer server;

        Program() throws Exception {
            start();
        }

        void start() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            answer("/roots", _ -> Pem.of(root.own()));
            answer("/intermediates", _ -> Pem.of(issuing.own()));
            answer("/sign", this::sign);
            answer("/revoke", serial -> {
                revoked.add(serial);
                return "true";
            });
            server.start();
        }

        private interface Answer {
            String to(String body) throws Exception;
        }

        private void answer(String path, Answer answer) {
            server.createContext(path, exchange -> {
                try (exchange) {
                    byte[] body = answer.to(new String(exchange.getRequestBody().readAllBytes()))
                            .getBytes();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                } catch (Exception e) {
                    throw new IOException(e);
                }
            });
        }

        private String sign(String csr) throws Exception {
            try (PEMParser pem = new PEMParser(new StringReader(csr))) {
                JcaPKCS10CertificationRequest request =
                        new JcaPKCS10CertificationRequest((PKCS10CertificationRequest) pem.readObject());
                return Pem.of(issuing.certificate(request.getSubject().toString(), request.getPublicKey()))
                        + Pem.of(issuing.own());
            }
        }

        String url() {
            return "http://127.0.0.1:" + port;
        }

        void stop() {
            server.stop(0);
        }

        @Override
        public void close() {
            stop();
        }
    }

    /** What somebody writes who has such a program. */
    private record Authority(String url) implements CertificateAuthority {

        @Override
        public Issuance issue(Order order) {
            try {
                return new Issuance.Issued(
                        new CertificateChain(Pem.certificates(ask("/sign", order.signingRequest()))));
            } catch (CertificateException e) {
                return new Issuance.Failed("no certificate came back");
            }
        }

        @Override
        public boolean revoke(String serialNumber, RevocationReason reason) {
            return Boolean.parseBoolean(ask("/revoke", serialNumber));
        }

        @Override
        public List<String> rootCertificates() {
            return List.of(ask("/roots", ""));
        }

        @Override
        public List<String> intermediateCertificates() {
            return List.of(ask("/intermediates", ""));
        }

        private String ask(String path, String body) {
            try (HttpClient http = HttpClient.newHttpClient()) {
                return http.send(
                                HttpRequest.newBuilder(URI.create(url + path))
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Named as a source where it is wanted, and no component, so that nobody else finds it. */
    static class Wiring {

        @Bean
        @Primary
        CertificateAuthority acme(Environment environment) {
            return new Authority(environment.getRequiredProperty("test.authority.url"));
        }
    }

    private CsmsProcess csms;

    private static CsmsProcess start(Path directory, String url) {
        return CsmsProcess.start(
                directory.resolve("data"),
                "--spring.main.sources=" + Wiring.class.getName(),
                "--test.authority.url=" + url,
                "--csms.certificates.signing-timeout=5s",
                "--csms.certificates.signing-retry=1s",
                "--csms.certificates.cpo-name=ACME");
    }

    @Test
    void its_certificates_let_charge_points_in_even_while_it_is_away(@TempDir Path directory) throws Exception {
        KeyPair key = Csr.ec("secp256r1");
        try (Program program = new Program()) {
            csms = start(directory, program.url());
            List<X509Certificate> chain = certify(program, key);
            csms.kill();

            program.stop();
            csms = start(directory, program.url());
            assertIsLetIn(key, chain);
            program.start();
            try (OcppClient chargePoint = connect(key, chain)) {
                chargePoint.call("BootNotification", BOOT);
                assertThat(revoke(chain)).isEqualTo("{\"revoked\":true,\"certificate\":{\"untoldSince\":null}}");
                assertThat(OcppClient.await(chargePoint.closed())).isEqualTo(POLICY);
            }
            assertThat(program.revoked).containsExactly(serialNumber(chain));
            assertIsRefused(key, chain);
        } finally {
            csms.close();
        }
    }

    @Test
    void a_certificate_ends_at_once_while_it_is_away_and_it_is_told_until_it_has_heard_it(@TempDir Path directory)
            throws Exception {
        KeyPair key = Csr.ec("secp256r1");
        try (Program program = new Program()) {
            csms = start(directory, program.url());
            List<X509Certificate> chain = certify(program, key);
            program.stop();
            try (OcppClient chargePoint = connect(key, chain)) {
                chargePoint.call("BootNotification", BOOT);
                assertThat(revoke(chain)).startsWith("{\"revoked\":true,").doesNotContain("null");
                assertThat(OcppClient.await(chargePoint.closed())).isEqualTo(POLICY);
            }
            assertIsRefused(key, chain);
            awaitAlarms("REVOCATION_UNTOLD");
            assertThat(revoke(chain)).startsWith("{\"revoked\":false,").doesNotContain("null");
            csms.kill();

            csms = start(directory, program.url());
            assertIsRefused(key, chain);
            awaitAlarms("REVOCATION_UNTOLD");
            program.start();
            awaitAlarms();
            assertThat(program.revoked).containsExactly(serialNumber(chain));
            assertThat(revoke(chain)).isEqualTo("{\"revoked\":false,\"certificate\":{\"untoldSince\":null}}");
            assertIsRefused(key, chain);
        } finally {
            csms.close();
        }
    }

    /** A charge point gets itself a certificate of that program, by one that it has from elsewhere. */
    private List<X509Certificate> certify(Program program, KeyPair newKey) throws Exception {
        change("registerChargePoint(input: {identity: \"%s\", securityProfile: 3}) { registered }");
        change("setCertificateOwner(input: {identity: \"%s\", serialNumber: \"" + SERIAL
                + "\", cpoName: \"ACME\"}) { chargePoint { identity } }");
        KeyPair key = Csr.ec("secp256r1");
        List<X509Certificate> old = List.of(program.issuing.certificate(SUBJECT, key), program.issuing.own());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertIsLetIn(key, old));
        try (OcppClient chargePoint = connect(key, old.subList(0, 1))) {
            chargePoint.call("BootNotification", BOOT);
            chargePoint.call("SignCertificate", JSON.writeValueAsString(Map.of("csr", Csr.of(SUBJECT, newKey))));
            List<X509Certificate> chain = Pem.certificates(chargePoint
                    .expect("CertificateSigned", ACCEPTED)
                    .path("certificateChain")
                    .asString(""));
            assertThat(chain).hasSize(2).last().isEqualTo(program.issuing.own());
            return chain;
        }
    }

    private String revoke(List<X509Certificate> chain) {
        return csms.graphQl()
                .data(("mutation { it: revokeCertificate(chargePointId: \"%s\", fingerprint: \"%s\", reason:"
                                + " KEY_COMPROMISE) { revoked certificate { untoldSince } } }")
                        .formatted(IDENTITY, CertificateDetails.fingerprint(chain.getFirst())))
                .path("it")
                .toString();
    }

    private static String serialNumber(List<X509Certificate> chain) {
        return chain.getFirst().getSerialNumber().toString(16);
    }

    private void awaitAlarms(String... kinds) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(csms
                                .graphQl()
                                .data("{ certificateAlarms { nodes { kind } } }")
                                .at("/certificateAlarms/nodes")
                                .values()
                                .stream()
                                .map(it -> it.path("kind").asString("")))
                        .containsExactly(kinds));
    }

    @Test
    void its_roots_and_what_it_has_revoked_can_be_given_by_files(@TempDir Path directory) throws Exception {
        Maker root = new Maker("O=ACME,CN=Root");
        Files.writeString(directory.resolve("acme.pem"), Pem.of(root.own()));
        KeyPair key = Csr.ec("secp256r1");
        X509Certificate revoked = root.certificate(SUBJECT, key);
        Files.write(
                directory.resolve("acme.crl"),
                root.revocations(Instant.now().plusSeconds(86_400), revoked).getEncoded());
        csms = CsmsProcess.start(
                directory.resolve("data"),
                "--csms.ocpp.tls.revocation-lists=" + directory.resolve("acme.crl"),
                "--csms.ocpp.tls.operator-bundle=acme",
                "--spring.ssl.bundle.pem.acme.truststore.certificate="
                        + directory.resolve("acme.pem").toUri());
        try {
            change("registerChargePoint(input: {identity: \"%s\", securityProfile: 3}) { registered }");
            change("setCertificateOwner(input: {identity: \"%s\", serialNumber: \"" + SERIAL
                    + "\", cpoName: \"ACME\"}) { chargePoint { identity } }");
            assertIsLetIn(key, List.of(root.certificate(SUBJECT, key)));
            assertIsRefused(key, List.of(revoked));
            assertIsRefused(key, List.of(new Maker("O=ACME,CN=Root").certificate(SUBJECT, key)));
        } finally {
            csms.close();
        }
    }

    private OcppClient connect(KeyPair key, List<X509Certificate> chain) throws Exception {
        SSLContext tls = ChargerTls.of(Pem.certificates(csms.fetch("/pki/root.pem")), key, chain);
        return OcppClient.connect(csms.ocppByCertificate(IDENTITY), tls);
    }

    private void assertIsLetIn(KeyPair key, List<X509Certificate> chain) throws Exception {
        try (OcppClient chargePoint = connect(key, chain)) {
            assertThat(chargePoint.call("BootNotification", BOOT).path("status").asString(""))
                    .isEqualTo("Accepted");
        }
    }

    private void assertIsRefused(KeyPair key, List<X509Certificate> chain) {
        assertThatThrownBy(() -> connect(key, chain).close()).hasStackTraceContaining("HandshakeException");
    }

    private void change(String mutation) {
        csms.graphQl().data("mutation { it: " + mutation.formatted(IDENTITY) + " }");
    }
}
