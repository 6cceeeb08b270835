package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.pki.Csr;
import dev.csms.app.running.Operator.Asked;
import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.Pem;
import java.security.cert.X509Certificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Security: roots on charge points. */
@FeatureProfile("Security")
class CertificateTest extends CertificationScenarios {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void TC_075_1_CSMS_install_a_manufacturer_root_certificate() throws Exception {
        X509Certificate root = install("MANUFACTURER_ROOT_CERTIFICATE", "ManufacturerRootCertificate");
        list("MANUFACTURER_ROOT_CERTIFICATE", "ManufacturerRootCertificate", root, HashAlgorithm.SHA256);
    }

    @Test
    void TC_075_2_CSMS_install_a_central_system_root_certificate() throws Exception {
        X509Certificate root = install("CENTRAL_SYSTEM_ROOT_CERTIFICATE", "CentralSystemRootCertificate");
        list("CENTRAL_SYSTEM_ROOT_CERTIFICATE", "CentralSystemRootCertificate", root, HashAlgorithm.SHA256);
    }

    @Test
    void TC_076_CSMS_delete_a_certificate() throws Exception {
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            X509Certificate root = install("CENTRAL_SYSTEM_ROOT_CERTIFICATE", "CentralSystemRootCertificate");
            String hash = list("CENTRAL_SYSTEM_ROOT_CERTIFICATE", "CentralSystemRootCertificate", root, algorithm);
            Asked delete = operator.insistsOn("deleteCertificate", "certificateHashData: " + reported());
            chargePoint
                    .isSent("DeleteCertificate")
                    .with("{'certificateHashData': " + hash + "}")
                    .isAnsweredWithStatus("Accepted");
            delete.isAnswered("Accepted");
        }
    }

    private X509Certificate install(String type, String onTheWire) throws Exception {
        X509Certificate root = Csr.root("CN=" + identity, Csr.ec("secp256r1"));
        Asked install = operator.asks(
                "installCertificate",
                "certificateType: %s, certificate: %s".formatted(type, JSON.writeValueAsString(Pem.of(root))));
        chargePoint
                .isSent("InstallCertificate")
                .where("/certificateType", onTheWire)
                .where("/certificate", Pem.of(root))
                .isAnsweredWithStatus("Accepted");
        install.isAnswered("Accepted");
        return root;
    }

    /** Gives the hash data that the charge point has answered. */
    private String list(String type, String onTheWire, X509Certificate root, HashAlgorithm algorithm) {
        CertificateHash hash = CertificateHash.ofRoot(root, algorithm);
        String json = "{'hashAlgorithm': '%s', 'issuerNameHash': '%s', 'issuerKeyHash': '%s', 'serialNumber': '%s'}"
                .formatted(algorithm, hash.issuerNameHash(), hash.issuerKeyHash(), hash.serialNumber());
        Asked list = operator.asks("getInstalledCertificateIds", "certificateType: " + type);
        chargePoint
                .isSent("GetInstalledCertificateIds")
                .with("{'certificateType': '%s'}".formatted(onTheWire))
                .isAnswered("{'status': 'Accepted', 'certificateHashData': [" + json + "]}");
        list.isAnswered("Accepted");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(reported()).contains(hash.issuerKeyHash(), "hashAlgorithm: " + algorithm));
        return json;
    }

    /** What the API shows of it, as the API wants it back. */
    private String reported() {
        return csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { installedCertificates { roots { hashAlgorithm issuerNameHash"
                                .formatted(identity)
                        + " issuerKeyHash serialNumber } } } }")
                .at("/chargePoint/installedCertificates/0/roots/0")
                .toString()
                .replaceAll("\"(\\w+)\":", "$1: ")
                .replaceAll("hashAlgorithm: \"(\\w+)\"", "hashAlgorithm: $1");
    }
}
