package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.pki.Csr;
import dev.csms.app.pki.Maker;
import dev.csms.domain.certificate.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A charge point that comes as the factory has made it, and what becomes of it, over restarts that nobody expects. */
class FactoryCertificateTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String IDENTITY = "NEW-1";
    private static final String SERIAL = "SN-NEW-1";
    private static final String BOOT =
            "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\",\"chargePointSerialNumber\":\"" + SERIAL + "\"}";
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";

    private CsmsProcess csms;

    private static CsmsProcess start(Path directory) {
        return CsmsProcess.start(
                directory.resolve("data"),
                "--csms.ocpp.tls.manufacturer-bundle=makers",
                "--spring.ssl.bundle.pem.makers.truststore.certificate="
                        + directory.resolve("makers.pem").toUri(),
                "--csms.certificates.cpo-name=ACME");
    }

    private SSLContext tls(KeyPair key, List<X509Certificate> chain) throws Exception {
        return ChargerTls.of(Pem.certificates(csms.fetch("/pki/root.pem")), key, chain);
    }

    private OcppClient connect(SSLContext tls) {
        return OcppClient.connect(csms.ocppByCertificate(IDENTITY), tls);
    }

    private static String bootedAs(OcppClient chargePoint) {
        return chargePoint.call("BootNotification", BOOT).path("status").asString("");
    }

    @Test
    void it_waits_until_it_has_a_certificate_of_its_operator_and_never_comes_by_the_old_one_again(
            @TempDir Path directory) throws Exception {
        Maker maker = new Maker("O=Chargers Ltd,CN=Factory");
        Files.writeString(directory.resolve("makers.pem"), Pem.of(maker.own()));
        KeyPair factoryKey = Csr.ec("secp256r1");
        List<X509Certificate> factory = List.of(maker.certificate("O=Chargers Ltd,CN=" + SERIAL, factoryKey));
        List<X509Certificate> other = List.of(maker.certificate("O=Chargers Ltd,CN=SN-OTHER", factoryKey));
        KeyPair ownKey = Csr.rsa(2048);
        List<X509Certificate> own;

        csms = start(directory);
        try {
            change("registerChargePoint(input: {identity: \"%s\", securityProfile: 3}) { registered }");
            change("setCertificateOwner(input: {identity: \"%s\", serialNumber: \"" + SERIAL
                    + "\", cpoName: \"ACME\"}) { chargePoint { identity } }");
            assertIsRefused(tls(factoryKey, other));
            try (OcppClient chargePoint = connect(tls(factoryKey, factory))) {
                assertThat(bootedAs(chargePoint)).isEqualTo("Pending");
                assertThat(chargePoint.expect("ChangeConfiguration", ACCEPTED).toString())
                        .isEqualTo("{\"key\":\"CpoName\",\"value\":\"ACME\"}");
                assertThat(chargePoint
                                .frame("Authorize", "{\"idTag\":\"A\"}")
                                .get(2)
                                .asString())
                        .isEqualTo("SecurityError");
                assertThat(chargePoint
                                .expect("ExtendedTriggerMessage", ACCEPTED)
                                .toString())
                        .isEqualTo("{\"requestedMessage\":\"SignChargePointCertificate\"}");
                own = gets(chargePoint, ownKey);
            }
            assertThat(shown("CHARGE_POINT_CERTIFICATE", "DELIVERED")).isTrue();
            assertThat(shown("FACTORY_CERTIFICATE", "IN_USE")).isTrue();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ securityEvents(first: 50) { nodes { type culprit } } }")
                                    .toString())
                            .contains("FactoryCertificate"));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data(
                                            "{ chargePoint(identity: \"%s\") { security { lastAuthentication { certificateIssuer } } } }"
                                                    .formatted(IDENTITY))
                                    .toString())
                            .contains("MANUFACTURER"));

            csms.kill();
            csms = start(directory);
            try (OcppClient chargePoint = connect(tls(factoryKey, factory))) {
                assertThat(bootedAs(chargePoint))
                        .as("it has not shown the new one yet")
                        .isEqualTo("Pending");
            }
            try (OcppClient chargePoint = connect(tls(ownKey, own))) {
                assertThat(bootedAs(chargePoint)).isEqualTo("Accepted");
                assertThat(shown("FACTORY_CERTIFICATE", "REPLACED")).isTrue();
            }
            assertIsRefused(tls(factoryKey, factory));

            csms.kill();
            csms = start(directory);
            assertIsRefused(tls(factoryKey, factory));
            try (OcppClient chargePoint = connect(tls(ownKey, own))) {
                assertThat(bootedAs(chargePoint)).isEqualTo("Accepted");
            }

            assertThat(change("admitFactoryCertificate(chargePointId: \"%s\", reason: \"new controller\") { admitted }")
                            .path("admitted")
                            .asBoolean())
                    .isTrue();
            try (OcppClient chargePoint = connect(tls(factoryKey, factory))) {
                assertThat(bootedAs(chargePoint)).isEqualTo("Pending");
            }
        } finally {
            csms.close();
        }
    }

    private JsonNode change(String mutation) {
        return csms.graphQl()
                .data("mutation { it: " + mutation.formatted(IDENTITY) + " }")
                .path("it");
    }

    private void assertIsRefused(SSLContext tls) {
        assertThatThrownBy(() -> connect(tls).close()).hasStackTraceContaining("WebSocketHandshakeException");
    }

    private static List<X509Certificate> gets(OcppClient chargePoint, KeyPair key) throws Exception {
        String csr = JSON.writeValueAsString(Map.of("csr", Csr.of("O=ACME,CN=" + SERIAL, key)));
        assertThat(chargePoint.call("SignCertificate", csr).path("status").asString(""))
                .isEqualTo("Accepted");
        return Pem.certificates(chargePoint
                .expect("CertificateSigned", ACCEPTED)
                .path("certificateChain")
                .asString(""));
    }

    /** Whether the inventory has come to show the charge point's certificate of this kind so. */
    private boolean shown(String kind, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> csms.graphQl()
                        .data(
                                "{ chargePoint(identity: \"%s\") { certificates(filter: {kinds: %s}) { nodes { state } } } }"
                                        .formatted(IDENTITY, kind))
                        .at("/chargePoint/certificates/nodes/0/state")
                        .asString("")
                        .equals(state));
        return true;
    }
}
