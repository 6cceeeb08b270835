package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.pki.Csr;
import dev.csms.app.running.ChargerTls;
import dev.csms.app.running.OcppClient;
import dev.csms.app.running.Operator.Asked;
import dev.csms.domain.certificate.Pem;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Security profiles 2 and 3: over TLS, and with certificates. */
@FeatureProfile("Security")
class TlsScenariosTest extends CertificationScenarios {

    /** Those that every central system has to speak (A00.FR.317). */
    private static final List<String> SUITES = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384");

    private static final String CPO = "Example CPO";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private List<X509Certificate> roots;

    @BeforeEach
    void a_charge_point_that_belongs_to_an_operator() throws Exception {
        roots = Pem.certificates(csms.fetch("/pki/root.pem"));
        operator.change("setCertificateOwner(input: {identity: \"%s\", serialNumber: \"%s\", cpoName: \"%s\"})"
                        .formatted(identity, serialNumber(), CPO)
                + " { chargePoint { id } }");
    }

    private String serialNumber() {
        return "SN-" + identity;
    }

    @Test
    void TC_074_CSMS_renew_the_certificate_of_a_charge_point() throws Exception {
        for (KeyPair key : List.of(Csr.ec("secp256r1"), Csr.rsa(2048))) {
            List<X509Certificate> chain = isGivenACertificate(key);
            movesToProfile3(key, chain);

            KeyPair next = key.getPublic() instanceof RSAPublicKey ? Csr.rsa(2048) : Csr.ec("secp256r1");
            List<X509Certificate> renewed = isGivenACertificate(next);
            assertIsRight(renewed, next);
            chargePoint.movesTo(url(csms.ocppByCertificate()), tls(next, renewed), null);
            chargePoint.heartbeats();
        }
    }

    @Test
    void TC_077_CSMS_invalid_charge_point_certificate() throws Exception {
        KeyPair key = Csr.ec("secp256r1");
        movesToProfile3(key, isGivenACertificate(key));

        asksForACertificate(Csr.ec("secp256r1")).isAnsweredWithStatus("Rejected");
        chargePoint.reportsSecurityEvent("InvalidChargePointCertificate");
        chargePoint.reconnects();
        chargePoint.heartbeats();
    }

    @Test
    void TC_078_CSMS_invalid_central_system_certificate() throws Exception {
        movesToProfile2();
        String root = Pem.of(Csr.root("CN=" + identity, Csr.ec("secp256r1")));

        Asked install = operator.asks(
                "installCertificate",
                "certificateType: CENTRAL_SYSTEM_ROOT_CERTIFICATE, certificate: " + JSON.writeValueAsString(root));
        chargePoint
                .isSent("InstallCertificate")
                .where("/certificateType", "CentralSystemRootCertificate")
                .where("/certificate", root)
                .isAnsweredWithStatus("Rejected");
        install.isAnswered("Rejected");
        chargePoint.reportsSecurityEvent("InvalidCentralSystemCertificate");
    }

    /** From 1 to 2, and from 2 to 3. */
    @Test
    void TC_083_CSMS_upgrade_the_security_profile() throws Exception {
        String password = chargePointHasKey();
        operator.change(
                "setSecurityProfile(input: {identity: \"%s\", profile: 1}) { chargePoint { id } }".formatted(identity));
        chargePoint.movesTo(url(csms.ocpp()), null, password);
        KeyPair key = Csr.ec("secp256r1");
        List<X509Certificate> chain = isGivenACertificate(key);

        upgrades(2);
        chargePoint.movesTo(url(csms.ocppByTls()), tls(null, List.of()), password);
        chargePoint.boots();
        assertIsRefused(csms.ocpp(), null, password);
        chargePoint.reconnects();

        upgrades(3);
        chargePoint.movesTo(url(csms.ocppByCertificate()), tls(key, chain), null);
        chargePoint.boots();
        assertIsRefused(csms.ocppByTls(), tls(null, List.of()), password);
        assertIsRefused(csms.ocpp(), null, password);
        chargePoint.reconnects();
        chargePoint.heartbeats();
    }

    @Test
    void TC_086_CSMS_server_certificate() throws Exception {
        SSLContext tls = tls(null, List.of());
        assertSpeaksAllSuites(tls, csms.ocppByTls());
        movesToProfile2();
        chargePoint.restarts();
    }

    @Test
    void TC_087_CSMS_client_certificate() throws Exception {
        KeyPair key = Csr.rsa(2048);
        List<X509Certificate> chain = isGivenACertificate(key);
        assertSpeaksAllSuites(tls(key, chain), csms.ocppByCertificate());
        movesToProfile3(key, chain);
        chargePoint.restarts();
    }

    // ---- what the scenarios share

    private String url(String endpoint) {
        return endpoint + "/" + identity;
    }

    private SSLContext tls(@Nullable KeyPair key, List<X509Certificate> chain) throws Exception {
        return ChargerTls.of(roots, key, chain);
    }

    /** @return the header that proves it */
    private String chargePointHasKey() {
        return OcppClient.basic(
                identity,
                operator.change("setAuthorizationKey(input: {identity: \"%s\"}) { authorizationKey }"
                                .formatted(identity))
                        .path("authorizationKey")
                        .asString());
    }

    private void movesToProfile2() throws Exception {
        String password = chargePointHasKey();
        operator.change(
                "setSecurityProfile(input: {identity: \"%s\", profile: 2}) { chargePoint { id } }".formatted(identity));
        chargePoint.movesTo(url(csms.ocppByTls()), tls(null, List.of()), password);
    }

    private void movesToProfile3(KeyPair key, List<X509Certificate> chain) throws Exception {
        operator.change(
                "setSecurityProfile(input: {identity: \"%s\", profile: 3}) { chargePoint { id } }".formatted(identity));
        chargePoint.movesTo(url(csms.ocppByCertificate()), tls(key, chain), null);
    }

    /** By the whole way: it is asked to want one, says for which key, and is sent it. */
    private List<X509Certificate> isGivenACertificate(KeyPair key) throws Exception {
        ReceivedCall signed = asksForACertificate(key);
        signed.isAnsweredWithStatus("Accepted");
        String chain = signed.payload().path("certificateChain").asString();
        assertThat(chain)
                .as("blocks of PEM and nothing else, with lines that end in LF")
                .matches("(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE-----\n)+")
                .hasSizeLessThanOrEqualTo(10_000);
        return Pem.certificates(chain);
    }

    /** By all that a charge point, or a tool that stands in for one, looks at. */
    private void assertIsRight(List<X509Certificate> chain, KeyPair key) throws Exception {
        X509Certificate own = chain.getFirst();
        assertThat(own.getPublicKey()).isEqualTo(key.getPublic());
        assertThat(own.getSubjectX500Principal().getName().split(","))
                .containsExactlyInAnyOrder("CN=" + serialNumber(), "O=" + CPO);
        switch (own.getPublicKey()) {
            case RSAPublicKey rsa -> {
                assertThat(rsa.getModulus().bitLength()).isGreaterThanOrEqualTo(2048);
                assertThat(own.getSigAlgName())
                        .as("as csms.pki.rsa-signature says")
                        .isEqualTo("SHA256withRSA");
            }
            case ECPublicKey ec -> {
                assertThat(ec.getParams().getOrder().bitLength()).isGreaterThanOrEqualTo(224);
                assertThat(own.getSigAlgName()).isEqualTo("SHA256withECDSA");
            }
            default -> throw new AssertionError(own.getPublicKey().getAlgorithm());
        }
        own.checkValidity();
        assertThat(own.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        Set<TrustAnchor> anchors =
                roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }

    private ReceivedCall asksForACertificate(KeyPair key) throws Exception {
        Asked renewal = operator.asks("renewCertificate", "");
        chargePoint
                .isSent("ExtendedTriggerMessage")
                .with("{'requestedMessage': 'SignChargePointCertificate'}")
                .isAnsweredWithStatus("Accepted");
        renewal.isAnswered("Accepted");
        chargePoint.wantsACertificate(Csr.of("O=" + CPO + ",CN=" + serialNumber(), key));
        return chargePoint.isSent("CertificateSigned");
    }

    private void upgrades(int profile) {
        Asked upgrade = operator.insistsOn("upgradeSecurityProfile", "profile: " + profile);
        chargePoint
                .isSent("ChangeConfiguration")
                .with("{'key': 'SecurityProfile', 'value': '%d'}".formatted(profile))
                .isAnsweredWithStatus("Accepted");
        upgrade.isAnswered("Accepted");
        Asked reset = operator.asks("reset", "type: HARD");
        chargePoint.isSent("Reset").where("/type", "Hard").isAnsweredWithStatus("Accepted");
        reset.isAnswered("Accepted");
    }

    private void assertIsRefused(String endpoint, @Nullable SSLContext tls, String password) {
        assertThatThrownBy(() -> OcppClient.connect(url(endpoint), tls, password))
                .isInstanceOf(CompletionException.class)
                .hasStackTraceContaining("WebSocketHandshakeException");
    }

    private static void assertSpeaksAllSuites(SSLContext tls, String endpoint) throws Exception {
        for (String suite : SUITES) {
            SSLSession session = ChargerTls.session(tls, endpoint, suite);
            assertThat(session.getCipherSuite()).isEqualTo(suite);
            assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            assertThat(certificate.getSerialNumber().signum()).isPositive();
            assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=localhost");
            switch (certificate.getPublicKey()) {
                case RSAPublicKey rsa ->
                    assertThat(rsa.getModulus().bitLength()).isGreaterThanOrEqualTo(2048);
                case ECPublicKey ec ->
                    assertThat(ec.getParams().getOrder().bitLength()).isGreaterThanOrEqualTo(224);
                default -> throw new AssertionError(certificate.getPublicKey().getAlgorithm());
            }
        }
    }
}
