package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.pki.Csr;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.Pem;
import dev.csms.domain.certificate.SubjectRule;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.websocket.ClientCertificates;
import java.net.http.WebSocketHandshakeException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Certificates, from an operator's wish to the one that a charge point has; with keys and requests that are real. */
class CertificateTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunningCsms csms = RunningCsms.get();

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void a_charge_point_is_asked_to_renew_its_certificate_and_gets_one(String kind) throws Exception {
        String identity = "CERT-" + kind;
        KeyPair key = kind.equals("RSA") ? Csr.rsa(2048) : Csr.ec("secp256r1");
        try (OcppClient chargePoint = booted(identity)) {
            Operator operator = operator(identity);
            Operator.Asked renewal = operator.asks("renewCertificate", "");
            JsonNode trigger = chargePoint.expect("ExtendedTriggerMessage", "{\"status\":\"Accepted\"}");
            assertThat(trigger.toString()).isEqualTo("{\"requestedMessage\":\"SignChargePointCertificate\"}");
            renewal.isAnswered("Accepted");
            assertThat(sign(chargePoint, Csr.of("O=CPO,CN=SN-" + identity, key)))
                    .isEqualTo("Accepted");

            List<X509Certificate> chain = certificateSigned(chargePoint, "Accepted");
            assertThat(chain.getFirst().getPublicKey()).isEqualTo(key.getPublic());
            assertThat(chain.getFirst().getSubjectX500Principal().getName()).contains("CN=SN-" + identity);
            chain.getFirst().verify(chain.getLast().getPublicKey());

            JsonNode certificate = shown(identity, "DELIVERED");
            assertThat(certificate.path("keyAlgorithm").asString("")).isEqualTo(kind);
            assertThat(certificate.path("pem").asString("")).isEqualTo(Pem.of(chain.getFirst()));
            assertThat(certificate.at("/request/state").asString()).isEqualTo("SIGNED");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ operation(operationId: \"%s\") { effect { kind } } }"
                                            .formatted(renewal.operationId()))
                                    .at("/operation/effect/kind")
                                    .asString(""))
                            .isEqualTo("MESSAGE_SENT"));
        }
    }

    @Test
    void a_charge_point_that_is_not_accepted_yet_gets_one_if_it_was_asked_to_want_it() throws Exception {
        csms.graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"CERT-PENDING\", registration: PENDING}) {"
                        + " registered } }");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/CERT-PENDING")) {
            boot(chargePoint, "CERT-PENDING");
            String csr =
                    JSON.writeValueAsString(Map.of("csr", Csr.of("O=CPO,CN=SN-CERT-PENDING", Csr.ec("secp256r1"))));
            assertThat(chargePoint.frame("SignCertificate", csr).get(2).asString())
                    .isEqualTo("SecurityError");

            operator("CERT-PENDING").asks("renewCertificate", "");
            chargePoint.expect("ExtendedTriggerMessage", "{\"status\":\"Accepted\"}");
            assertThat(chargePoint.call("SignCertificate", csr).path("status").asString(""))
                    .isEqualTo("Accepted");
            certificateSigned(chargePoint, "Accepted");
            shown("CERT-PENDING", "DELIVERED");
        }
    }

    @Test
    @Tag("D11")
    void requests_that_are_not_good_are_rejected_and_shown() throws Exception {
        try (OcppClient chargePoint = booted("CERT-BAD")) {
            KeyPair key = Csr.ec("secp256r1");
            assertThat(sign(chargePoint, Csr.of("O=CPO,CN=SN-SOMEBODY", key))).isEqualTo("Rejected");
            assertThat(sign(chargePoint, Csr.of("O=CPO,CN=SN-CERT-BAD", key, Csr.ec("secp256r1"), "SHA256withECDSA")))
                    .isEqualTo("Rejected");
            assertThat(sign(chargePoint, Csr.of("O=CPO,CN=SN-CERT-BAD", Csr.rsa(1024))))
                    .isEqualTo("Rejected");
            assertThat(sign(chargePoint, "-----BEGIN")).isEqualTo("Rejected");
            for (int i = 0; i < 5; i++) {
                assertThat(sign(chargePoint, Csr.of("O=CPO,CN=SN-CERT-BAD", Csr.ec("secp256r1"))))
                        .isEqualTo("Accepted");
                certificateSigned(chargePoint, "Accepted");
            }
            assertThat(sign(chargePoint, Csr.of("O=CPO,CN=SN-CERT-BAD", key))).isEqualTo("Rejected");

            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ certificateRequests(filter: {chargePoint: \"cert-bad\", states:"
                                            + " REFUSED}) { nodes { refusal } } }")
                                    .at("/certificateRequests/nodes")
                                    .toString())
                            .isEqualTo("[{\"refusal\":\"TOO_MANY\"},{\"refusal\":\"UNREADABLE\"},"
                                    + "{\"refusal\":\"WEAK_KEY\"},{\"refusal\":\"BAD_SIGNATURE\"},"
                                    + "{\"refusal\":\"WRONG_COMMON_NAME\"}]"));
        }
    }

    @Test
    void a_certificate_that_a_charge_point_does_not_take_is_an_alarm_until_it_does() throws Exception {
        try (OcppClient chargePoint = booted("CERT-REFUSED")) {
            assertThat(sign(chargePoint, Csr.of("O=CPO,CN=SN-CERT-REFUSED", Csr.ec("secp256r1"))))
                    .isEqualTo("Accepted");
            certificateSigned(chargePoint, "Rejected");
            JsonNode certificate = shown("CERT-REFUSED", "NOT_DELIVERED");
            assertThat(certificate.path("deliveryProblem").asString("")).isEqualTo("REJECTED");
            assertThat(alarms("CERT-REFUSED"))
                    .isEqualTo("[{\"kind\":\"NOT_DELIVERED\",\"remark\":\"REJECTED: Rejected\"}]");

            JsonNode retried = csms.graphQl()
                    .data("mutation { it: retryCertificate(chargePointId: \"CERT-REFUSED\", requestId: \"%s\") {"
                                    .formatted(
                                            certificate.at("/request/requestId").asString())
                            + " retried request { state } } }")
                    .path("it");
            assertThat(retried.toString()).isEqualTo("{\"retried\":\"DELIVERY\",\"request\":{\"state\":\"SIGNED\"}}");
            certificateSigned(chargePoint, "Accepted");
            shown("CERT-REFUSED", "DELIVERED");
            assertThat(alarms("CERT-REFUSED")).isEqualTo("[]");
            assertThat(error("retryCertificate(chargePointId: \"CERT-REFUSED\", requestId: \"%s\") { retried }"
                            .formatted(certificate.at("/request/requestId").asString())))
                    .contains("BAD_USER_INPUT", "has come to its end");
            assertThat(error("retryCertificate(chargePointId: \"CERT-REFUSED\", requestId: \"?\") { retried }"))
                    .contains("NOT_FOUND");
        }
    }

    private String alarms(String identity) {
        JsonNode all = csms.graphQl()
                .data("{ certificateAlarms(first: 200) { nodes { kind remark chargePoint { identity } } } }")
                .at("/certificateAlarms/nodes");
        return JSON.writeValueAsString(all.values().stream()
                .filter(it -> it.at("/chargePoint/identity").asString("").equals(identity))
                .map(it -> new Alarm(
                        it.path("kind").asString(""), it.path("remark").asString("")))
                .toList());
    }

    private record Alarm(String kind, String remark) {}

    @Test
    void a_certificate_is_revoked_once() throws Exception {
        try (OcppClient chargePoint = booted("CERT-REVOKED")) {
            sign(chargePoint, Csr.of("O=CPO,CN=SN-CERT-REVOKED", Csr.ec("secp256r1")));
            certificateSigned(chargePoint, "Accepted");
            String fingerprint =
                    shown("CERT-REVOKED", "DELIVERED").path("fingerprint").asString("");
            String revoke = "revokeCertificate(chargePointId: \"CERT-REVOKED\", fingerprint: \"%s\", reason:"
                    + " KEY_COMPROMISE) { revoked certificate { state revocationReason } }";
            assertThat(csms.graphQl()
                            .data("mutation { it: " + revoke.formatted(fingerprint) + " }")
                            .path("it")
                            .toString())
                    .isEqualTo("{\"revoked\":true,\"certificate\":{\"state\":\"REVOKED\",\"revocationReason\":"
                            + "\"KEY_COMPROMISE\"}}");
            assertThat(csms.graphQl()
                            .data("mutation { it: " + revoke.formatted(fingerprint) + " }")
                            .at("/it/revoked")
                            .asBoolean())
                    .isFalse();
            assertThat(error(revoke.formatted("ab"))).contains("NOT_FOUND");
        }
    }

    @Test
    void the_older_certificate_is_good_until_the_newer_one_has_been_shown() throws Exception {
        try (OcppClient chargePoint = booted("CERT-SHOWN")) {
            List<X509Certificate> older = gets(chargePoint, "CERT-SHOWN");
            List<X509Certificate> newer = gets(chargePoint, "CERT-SHOWN");
            assertThat(isLetInWith(older, "CERT-SHOWN")).isTrue();
            assertThat(isLetInWith(newer, "CERT-SHOWN")).isTrue();
            assertThat(isLetInWith(newer, "CERT-SHOWN")).isTrue();
            assertThat(isLetInWith(older, "CERT-SHOWN")).isFalse();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ chargePoint(identity: \"CERT-SHOWN\") { certificates { nodes { state }"
                                            + " } } }")
                                    .at("/chargePoint/certificates/nodes")
                                    .toString())
                            .isEqualTo("[{\"state\":\"IN_USE\"},{\"state\":\"REPLACED\"}]"));
        }
    }

    @Test
    void a_revoked_certificate_lets_nobody_in_from_then_on_and_whoever_it_has_let_in_out() throws Exception {
        KeyPair key = Csr.ec("secp256r1");
        List<X509Certificate> chain;
        try (OcppClient before = booted("CERT-CLOSED")) {
            assertThat(sign(before, Csr.of("O=CPO,CN=SN-CERT-CLOSED", key))).isEqualTo("Accepted");
            chain = certificateSigned(before, "Accepted");
        }
        csms.graphQl()
                .data("mutation { setSecurityProfile(input: {identity: \"CERT-CLOSED\", profile: 3}) { chargePoint {"
                        + " identity } } }");
        SSLContext tls = ChargerTls.of(Pem.certificates(csms.fetch("/pki/root.pem")), key, chain);
        String url = csms.ocppByCertificate() + "/CERT-CLOSED";
        try (OcppClient chargePoint = OcppClient.connect(url, tls)) {
            chargePoint.call("Heartbeat", "{}");

            csms.graphQl()
                    .data(
                            "mutation { revokeCertificate(chargePointId: \"CERT-CLOSED\", fingerprint: \"%s\") { revoked } }"
                                    .formatted(CertificateDetails.fingerprint(chain.getFirst())));

            assertThat(OcppClient.await(chargePoint.closed())).isEqualTo(1008);
        }
        assertThatThrownBy(() -> OcppClient.connect(url, tls).close()).isInstanceOf(CompletionException.class);
    }

    @Test
    void another_cpo_name_keeps_out_what_is_new_and_not_what_the_charge_point_was_given() throws Exception {
        KeyPair key = Csr.ec("secp256r1");
        String csr = Csr.of("O=CPO,CN=SN-CERT-RENAMED", key);
        List<X509Certificate> given;
        try (OcppClient before = booted("CERT-RENAMED")) {
            assertThat(sign(before, csr)).isEqualTo("Accepted");
            given = certificateSigned(before, "Accepted");
            operator("CERT-RENAMED").asks("changeConfiguration", "key: \"CpoName\", value: \"Another\"");
            before.expect("ChangeConfiguration", "{\"status\":\"Accepted\"}");
            before.call("Heartbeat", "{}");
        }
        csms.graphQl()
                .data("mutation { setSecurityProfile(input: {identity: \"CERT-RENAMED\", profile: 3}) { chargePoint {"
                        + " identity } } }");
        List<X509Certificate> roots = Pem.certificates(csms.fetch("/pki/root.pem"));
        String url = csms.ocppByCertificate() + "/CERT-RENAMED";
        List<X509Certificate> unknown = ((CertificateAuthority.Issuance.Issued) csms.context()
                        .getBean(CertificateAuthority.class)
                        .issue(new CertificateAuthority.Order(
                                csr, new SubjectRule("CPO", Set.of("SN-CERT-RENAMED")), null)))
                .chain()
                .certificates();

        Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(
                                () -> OcppClient.connect(url, ChargerTls.of(roots, key, unknown))
                                        .close())
                        .cause()
                        .isInstanceOfSatisfying(
                                WebSocketHandshakeException.class,
                                refused -> assertThat(refused.getResponse().statusCode())
                                        .isEqualTo(403)));
        try (OcppClient chargePoint = OcppClient.connect(url, ChargerTls.of(roots, key, given))) {
            chargePoint.call("Heartbeat", "{}");
        }
    }

    @Test
    void whoever_tells_the_serial_number_of_another_charge_point_does_not_become_it() throws Exception {
        csms.graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"CERT-VICTIM\", securityProfile: 3}) {"
                        + " registered } setCertificateOwner(input: {identity: \"CERT-VICTIM\", serialNumber:"
                        + " \"SN-CERT-VICTIM\", cpoName: \"CPO\"}) { chargePoint { identity } } }");
        KeyPair key = Csr.ec("secp256r1");
        csms.registerChargePoint("CERT-THIEF");
        try (OcppClient thief = OcppClient.connect(csms.ocpp() + "/CERT-THIEF")) {
            boot(thief, "CERT-VICTIM");
            assertThat(sign(thief, Csr.of("O=CPO,CN=SN-CERT-VICTIM", key))).isEqualTo("Accepted");
            SSLContext tls = ChargerTls.of(
                    Pem.certificates(csms.fetch("/pki/root.pem")), key, certificateSigned(thief, "Accepted"));
            assertThatThrownBy(() -> OcppClient.connect(csms.ocppByCertificate() + "/CERT-VICTIM", tls)
                            .close())
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(403));
        }
    }

    private static List<X509Certificate> gets(OcppClient chargePoint, String identity) throws Exception {
        assertThat(sign(chargePoint, Csr.of("O=CPO,CN=SN-" + identity, Csr.ec("secp256r1"))))
                .isEqualTo("Accepted");
        return certificateSigned(chargePoint, "Accepted");
    }

    /** As the ports decide on which charge points show certificates. */
    private boolean isLetInWith(List<X509Certificate> chain, String identity) {
        return csms.context()
                        .getBean(ClientCertificates.class)
                        .judge(
                                chain,
                                new ClientCertificates.Owner(
                                        new ChargePointId(identity), List.of("SN-" + identity), "CPO", null))
                instanceof ClientCertificates.Verdict.Accepted;
    }

    @Test
    void roots_are_installed_found_and_deleted_as_the_charge_point_names_them() throws Exception {
        try (OcppClient chargePoint = booted("CERT-ROOTS")) {
            Operator operator = operator("CERT-ROOTS");
            KeyPair key = Csr.ec("secp256r1");
            X509Certificate root = Csr.root("CN=Root", key);
            assertThat(error("installCertificate(chargePointId: \"CERT-ROOTS\", certificateType:"
                            + " CENTRAL_SYSTEM_ROOT_CERTIFICATE, certificate: \"rubbish\") { operation { state } }"))
                    .contains("QUESTIONABLE", "no X.509 certificate");
            Operator.Asked install = operator.asks(
                    "installCertificate",
                    "certificateType: CENTRAL_SYSTEM_ROOT_CERTIFICATE, certificate: %s"
                            .formatted(JSON.writeValueAsString(Pem.of(root).replace("\n", "\r\n"))));
            JsonNode installed = chargePoint.expect("InstallCertificate", "{\"status\":\"Accepted\"}");
            assertThat(installed.path("certificate").asString("")).isEqualTo(Pem.of(root));
            install.isAnswered("Accepted");

            CertificateHash hash = CertificateHash.ofRoot(root, HashAlgorithm.SHA512);
            String hashJson =
                    "{\"hashAlgorithm\":\"SHA512\",\"issuerNameHash\":\"%s\",\"issuerKeyHash\":\"%s\",\"serialNumber\":\"%s\"}"
                            .formatted(hash.issuerNameHash(), hash.issuerKeyHash(), hash.serialNumber());
            operator.asks("getInstalledCertificateIds", "certificateType: CENTRAL_SYSTEM_ROOT_CERTIFICATE");
            chargePoint.expect(
                    "GetInstalledCertificateIds",
                    "{\"status\":\"Accepted\",\"certificateHashData\":[" + hashJson + "]}");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ chargePoint(identity: \"CERT-ROOTS\") { installedCertificates {"
                                            + " certificateType roots { hashAlgorithm serialNumber fingerprint } }"
                                            + " certificates { nodes { kind state subject } } } }")
                                    .path("chargePoint")
                                    .toString())
                            .isEqualTo("{\"installedCertificates\":[{\"certificateType\":"
                                    + "\"CENTRAL_SYSTEM_ROOT_CERTIFICATE\",\"roots\":[{\"hashAlgorithm\":\"SHA512\","
                                    + "\"serialNumber\":\"%s\",\"fingerprint\":\"%s\"}]}],\"certificates\":{\"nodes\":["
                                            .formatted(hash.serialNumber(), CertificateDetails.fingerprint(root))
                                    + "{\"kind\":\"CENTRAL_SYSTEM_ROOT_CERTIFICATE\",\"state\":\"INSTALLED\","
                                    + "\"subject\":\"CN=Root\"}]}}"));

            String input = "certificateHashData: {hashAlgorithm: SHA512, issuerNameHash: \"%s\", issuerKeyHash: \"%s\","
                            .formatted(hash.issuerNameHash(), hash.issuerKeyHash())
                    + " serialNumber: \"%s\"}".formatted(hash.serialNumber());
            assertThat(error("deleteCertificate(chargePointId: \"CERT-ROOTS\", " + input + ") { operation { state } }"))
                    .contains("QUESTIONABLE", "it is the last CENTRAL_SYSTEM_ROOT_CERTIFICATE");
            operator.insistsOn("deleteCertificate", input);
            JsonNode delete = chargePoint.expect("DeleteCertificate", "{\"status\":\"Accepted\"}");
            assertThat(delete.toString()).isEqualTo("{\"certificateHashData\":" + hashJson + "}");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ chargePoint(identity: \"CERT-ROOTS\") { installedCertificates {"
                                            + " roots { fingerprint } } certificates { nodes { state } } } }")
                                    .path("chargePoint")
                                    .toString())
                            .isEqualTo("{\"installedCertificates\":[{\"roots\":[]}],"
                                    + "\"certificates\":{\"nodes\":[{\"state\":\"DELETED\"}]}}"));
        }
    }

    @Test
    void a_root_is_installed_on_many_charge_points_at_once() throws Exception {
        X509Certificate root = Csr.root("CN=New Root", Csr.ec("secp256r1"));
        try (OcppClient one = booted("CERT-MANY-1");
                OcppClient other = booted("CERT-MANY-2")) {
            JsonNode batch = csms.graphQl()
                    .data("mutation { it: requestOperations(chargePointIds: [\"CERT-MANY-1\", \"CERT-MANY-2\"],"
                            + " request: {installCertificate: {certificateType: CENTRAL_SYSTEM_ROOT_CERTIFICATE,"
                            + " certificate:"
                            + " %s}}) { requested } }".formatted(JSON.writeValueAsString(Pem.of(root))))
                    .path("it");
            assertThat(batch.path("requested").asInt()).isEqualTo(2);
            for (OcppClient chargePoint : List.of(one, other)) {
                assertThat(chargePoint
                                .expect("InstallCertificate", "{\"status\":\"Accepted\"}")
                                .path("certificate")
                                .asString(""))
                        .isEqualTo(Pem.of(root));
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ certificates(filter: {fingerprint: \"%s\"}) { nodes { state } } }"
                                            .formatted(CertificateDetails.fingerprint(root)))
                                    .at("/certificates/nodes")
                                    .toString())
                            .isEqualTo("[{\"state\":\"INSTALLED\"},{\"state\":\"INSTALLED\"}]"));
        }
    }

    // ----

    private OcppClient booted(String identity) {
        csms.registerChargePoint(identity);
        OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/" + identity);
        boot(chargePoint, identity);
        return chargePoint;
    }

    private static void boot(OcppClient chargePoint, String identity) {
        chargePoint.call(
                "BootNotification",
                "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\",\"chargePointSerialNumber\":\"SN-%s\"}"
                        .formatted(identity));
    }

    private Operator operator(String identity) {
        return new Operator(csms.graphQl(), identity);
    }

    private static String sign(OcppClient chargePoint, String csr) {
        return chargePoint
                .call("SignCertificate", JSON.writeValueAsString(Map.of("csr", csr)))
                .path("status")
                .asString("");
    }

    /** What the charge point is sent, and how it answers. */
    private static List<X509Certificate> certificateSigned(OcppClient chargePoint, String status) throws Exception {
        String chain = chargePoint
                .expect("CertificateSigned", "{\"status\":\"%s\"}".formatted(status))
                .path("certificateChain")
                .asString("");
        assertThat(chain)
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .doesNotContain("\r")
                .hasSizeLessThan(10_001);
        return Pem.certificates(chain);
    }

    /** The charge point's only certificate, once it is in this state. */
    private JsonNode shown(String identity, String state) {
        return Awaitility.await()
                .until(
                        () -> csms.graphQl()
                                .data("{ chargePoint(identity: \"%s\") { certificates(filter: {kinds:"
                                                .formatted(identity)
                                        + " CHARGE_POINT_CERTIFICATE}) { nodes { state fingerprint keyAlgorithm pem"
                                        + " deliveryProblem request { requestId state } } } } }")
                                .at("/chargePoint/certificates/nodes/0"),
                        it -> it.path("state").asString("").equals(state));
    }

    private String error(String mutation) {
        return csms.graphQl().errors("mutation { it: " + mutation + " }");
    }
}
