package dev.csms.app.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.Http;
import dev.csms.app.pki.Csr;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.CertificateAuthority.Issuance;
import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.Pem;
import dev.csms.domain.certificate.SubjectRule;
import dev.csms.domain.secret.Vault;
import java.net.http.HttpRequest;
import java.net.http.WebSocketHandshakeException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Keys and security profiles as an operator sees them and charge points feel them. */
class CredentialTest {

    private static RunningCsms csms;

    @BeforeAll
    static void start() {
        csms = RunningCsms.with(
                "--csms.housekeeping.enabled=false",
                "--csms.ocpp.profile-0=false",
                "--csms.certificates.cpo-name=Example CPO");
    }

    @AfterAll
    static void stop() {
        csms.close();
    }

    private static JsonNode change(String mutation) {
        return csms.graphQl().data("mutation { it: " + mutation + " }").path("it");
    }

    /** @return the key that was made for it, in hex digits */
    private static String registered(String identity) {
        return change("registerChargePoint(input: {identity: \"%s\"}) { authorizationKey }".formatted(identity))
                .path("authorizationKey")
                .asString("");
    }

    private static OcppClient connect(String identity, String hex) {
        return OcppClient.connectWith(csms.ocpp() + "/" + identity, OcppClient.basic(identity, hex));
    }

    private static void assertRefused(String identity, String hex) {
        assertThatThrownBy(() -> connect(identity, hex))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    private static JsonNode security(String identity) {
        return csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { security { profile upgradeTo keyState keySetAt newKey"
                                .formatted(identity)
                        + " certificateSerial cpoName lastAuthentication { profile } } } }")
                .at("/chargePoint/security");
    }

    private static void awaitSecurity(String identity, String field, String value) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(security(identity).at(field).asString("")).isEqualTo(value));
    }

    @Test
    void a_registered_charge_point_is_given_a_key_once_and_comes_in_by_it() {
        JsonNode first =
                change("registerChargePoint(input: {identity: \"KEYED\"}) { registered authorizationKey url }");
        String key = first.path("authorizationKey").asString("");
        assertThat(key).matches("[0-9A-F]{40}");
        assertThat(first.path("url").asString("")).startsWith("ws://").endsWith("/ocpp/KEYED");

        JsonNode again =
                change("registerChargePoint(input: {identity: \"KEYED\"}) { registered authorizationKey url }");
        assertThat(again.path("authorizationKey").isNull()).isTrue();

        try (OcppClient chargePoint = connect("KEYED", key)) {
            assertThat(chargePoint
                            .call("BootNotification", OcppClient.BOOT)
                            .path("status")
                            .asString())
                    .isEqualTo("Accepted");
        }
        assertRefused("KEYED", "00" + key.substring(2));
        assertThatThrownBy(() -> OcppClient.connect(csms.ocpp() + "/KEYED")).isInstanceOf(CompletionException.class);
        awaitSecurity("KEYED", "/lastAuthentication/profile", "1");
        assertThat(security("KEYED").path("profile").asInt()).isEqualTo(1);
        assertThat(security("KEYED").path("keyState").asString()).isEqualTo("GENERATED");
    }

    @Test
    void a_rotation_ends_when_the_new_key_is_used_and_the_key_is_nowhere_to_be_read() {
        String old = registered("ROTATED");
        String fresh;
        String operation;
        try (OcppClient chargePoint = connect("ROTATED", old)) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            operation = new Operator(csms.graphQl(), "ROTATED")
                    .change("rotateAuthorizationKey(chargePointId: \"ROTATED\") { operation { operationId } }")
                    .at("/operation/operationId")
                    .asString();
            JsonNode sent = chargePoint.expect("ChangeConfiguration", "{\"status\":\"Accepted\"}");
            assertThat(sent.path("key").asString()).isEqualTo("AuthorizationKey");
            fresh = sent.path("value").asString();
            assertThat(fresh).matches("[0-9A-F]{40}").isNotEqualTo(old);
            awaitSecurity("ROTATED", "/newKey", "TAKEN");
        }
        connect("ROTATED", old).close();
        connect("ROTATED", fresh).close();
        assertRefused("ROTATED", old);
        awaitSecurity("ROTATED", "/newKey", "");

        JsonNode shown = csms.graphQl()
                .data("{ operation(operationId: \"%s\") { action request } }".formatted(operation))
                .path("operation");
        assertThat(shown.path("action").asString()).isEqualTo("ChangeConfiguration");
        String reference = shown.path("request").path("keyReference").asString();
        assertThat(reference).startsWith(Vault.SCHEME);
        assertThat(shown.toString()).doesNotContain(fresh);
        String messages = csms.graphQl()
                .data("{ chargePoint(identity: \"ROTATED\") { recentMessages { text } } }")
                .toString();
        assertThat(messages).contains("ChangeConfiguration").doesNotContain(fresh);
        Vault vault = csms.context().getBean(Vault.class);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> vault.read(reference), it -> it.isEmpty());
    }

    @Test
    void a_refused_rotation_leaves_everything_as_it_was() {
        String old = registered("STUBBORN");
        try (OcppClient chargePoint = connect("STUBBORN", old)) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            change("rotateAuthorizationKey(chargePointId: \"STUBBORN\") { operation { operationId } }");
            String fresh = chargePoint
                    .expect("ChangeConfiguration", "{\"status\":\"Rejected\"}")
                    .path("value")
                    .asString();
            awaitSecurity("STUBBORN", "/newKey", "");
            assertRefused("STUBBORN", fresh);
        }
        connect("STUBBORN", old).close();
    }

    @Test
    void a_key_that_was_made_elsewhere_is_replaced_as_soon_as_its_charge_point_comes() {
        registered("IMPORTED");
        JsonNode set = change("setAuthorizationKey(input: {identity: \"IMPORTED\", key: \"secretsecretsecret\"}) {"
                + " authorizationKey rotation { state } }");
        assertThat(set.path("authorizationKey").isNull()).isTrue();
        assertThat(set.at("/rotation/state").asString()).isEqualTo("WAITING");
        assertThat(security("IMPORTED").path("keyState").asString()).isEqualTo("IMPORTED");

        String typed = HexFormat.of().formatHex("secretsecretsecret".getBytes(UTF_8));
        String fresh;
        try (OcppClient chargePoint = connect("IMPORTED", typed)) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            fresh = chargePoint
                    .expect("ChangeConfiguration", "{\"status\":\"Accepted\"}")
                    .path("value")
                    .asString();
        }
        connect("IMPORTED", fresh).close();
        awaitSecurity("IMPORTED", "/keyState", "GENERATED");
        assertRefused("IMPORTED", typed);
    }

    @Test
    void an_operator_can_have_a_key_made_and_has_to_type_a_whole_one() {
        String old = registered("REPLACED");
        String fresh = change("setAuthorizationKey(input: {identity: \"REPLACED\"}) { authorizationKey }")
                .path("authorizationKey")
                .asString();
        assertRefused("REPLACED", old);
        connect("REPLACED", fresh).close();

        JsonNode refused = csms.graphQl()
                .answer("mutation { setAuthorizationKey(input: {identity: \"REPLACED\", key: \"short-secret\"}) {"
                        + " authorizationKey } }");
        assertThat(refused.path("errors").toString())
                .contains("BAD_USER_INPUT", "16 to 20")
                .doesNotContain("short-secret");
    }

    @Test
    void a_profile_goes_up_over_ocpp_and_down_by_decision() {
        String key = registered("RISING");
        try (OcppClient chargePoint = connect("RISING", key)) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            change("upgradeSecurityProfile(chargePointId: \"RISING\", profile: 2) { operation { operationId } }");
            assertThat(chargePoint
                            .expect("ChangeConfiguration", "{\"status\":\"Accepted\"}")
                            .toString())
                    .isEqualTo("{\"key\":\"SecurityProfile\",\"value\":\"2\"}");
            awaitSecurity("RISING", "/upgradeTo", "2");
        }
        connect("RISING", key).close();
        change("setSecurityProfile(input: {identity: \"RISING\", profile: 2, reason: \"seen at the charger\"}) {"
                + " chargePoint { id } }");
        assertRefused("RISING", key);
        assertThat(csms.graphQl()
                        .answer("mutation { upgradeSecurityProfile(chargePointId: \"RISING\", profile: 1) { operation {"
                                + " operationId } } }")
                        .path("errors")
                        .toString())
                .contains("QUESTIONABLE", "can only be raised over OCPP");
        change("setSecurityProfile(input: {identity: \"RISING\", profile: 1, reason: \"back\"}) { chargePoint { id"
                + " } }");
        connect("RISING", key).close();
        assertThat(csms.graphQl()
                        .answer("mutation { setSecurityProfile(input: {identity: \"RISING\", profile: 4}) {"
                                + " chargePoint { id } } }")
                        .path("errors")
                        .toString())
                .contains("BAD_USER_INPUT", "0, 1, 2 or 3");
    }

    @Test
    void whose_certificate_it_has_to_be_can_be_set() {
        registered("OWNED");
        change("setCertificateOwner(input: {identity: \"OWNED\", serialNumber: \"SN-7\", cpoName: \"Example CPO\"}) {"
                + " chargePoint { id } }");

        assertThat(security("OWNED").path("certificateSerial").asString()).isEqualTo("SN-7");
        assertThat(security("OWNED").path("cpoName").asString()).isEqualTo("Example CPO");
    }

    @Test
    void a_certificate_of_the_operator_names_him_also_where_nothing_was_decided_for_its_charge_point()
            throws Exception {
        change("registerChargePoint(input: {identity: \"CPO-1\", securityProfile: 3}) { registered }");
        SSLContext somebodys = certified("CPO-1", "Somebody");

        assertThatThrownBy(() -> connectByCertificate("CPO-1", somebodys)).hasStackTraceContaining("403");
        connectByCertificate("CPO-1", certified("CPO-1", "Example CPO")).close();

        change("setCertificateOwner(input: {identity: \"CPO-1\", cpoName: \"Somebody\"}) { chargePoint { id } }");
        connectByCertificate("CPO-1", somebodys).close();
    }

    private static OcppClient connectByCertificate(String identity, SSLContext tls) {
        return OcppClient.connect(csms.ocppByCertificate() + "/" + identity, tls);
    }

    private static SSLContext certified(String identity, String organization) throws Exception {
        KeyPair key = Csr.ec("secp256r1");
        Issuance issued = csms.context()
                .getBean(CertificateAuthority.class)
                .issue(new Order(
                        Csr.of("O=" + organization + ",CN=" + identity, key),
                        new SubjectRule(organization, Set.of(identity)),
                        null));
        String roots = new String(
                Http.send(HttpRequest.newBuilder(csms.http("/pki/root.pem"))).body(), UTF_8);
        return ChargerTls.of(
                Pem.certificates(roots), key, ((Issuance.Issued) issued).chain().certificates());
    }

    @Test
    void only_what_is_registered_has_a_key_to_rotate() {
        assertThat(csms.graphQl()
                        .answer("mutation { rotateAuthorizationKey(chargePointId: \"NEVER-SEEN\") { operation {"
                                + " operationId } } }")
                        .path("errors")
                        .toString())
                .contains("NOT_FOUND");
    }
}
