package dev.csms.domain.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateHashTest {

    /** Its hashes are those of OpenSSL's OCSP request. */
    private static final String ROOT = """
        -----BEGIN CERTIFICATE-----
        MIIBdTCCARugAwIBAgICD/8wCgYIKoZIzj0EAwIwMTEUMBIGA1UECgwLRXhhbXBs
        ZSBDUE8xGTAXBgNVBAMMEEV4YW1wbGUgQ1BPIFJvb3QwHhcNMjUwMTAxMDAwMDAw
        WhcNNDUwMTAxMDAwMDAwWjAxMRQwEgYDVQQKDAtFeGFtcGxlIENQTzEZMBcGA1UE
        AwwQRXhhbXBsZSBDUE8gUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMq5
        YkAV5YtusMw/5rIxpZa+XsiNrU1nQzX/XsPSb3/Hb25Z5FALvsUhr9xagaPybEm0
        ywMOvmsjZf1KGlplkCOjIzAhMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD
        AgEGMAoGCCqGSM49BAMCA0gAMEUCIQCLzUxP11FLOOeKQqrujcDHdILrsao3NWUB
        LZdnyJQspQIgMrpIKZv5mzoxp8bu8OIitkHgZVPscoibwM5O40scSiM=
        -----END CERTIFICATE-----
        """;

    private static X509Certificate root() throws CertificateException {
        return Pem.certificates(ROOT).getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256, 2fcef2882698c491dc70e7f2652bbfed5c129ad7301197d97e75ca885cab486a,"
                + "83a53b434cd467ab822980b74e880aec03fa7734bcee78f0a107bc4fbb2eb299",
        "SHA384, 4df16c1146aeeae4972ac1faa27c29c16f2bdfbb3fd386e11bda8108a34d7e8d4703e041402872ffe525088383f03022,"
                + "1601ae33f074605a67e99616cb82a37aea2b527cd3309697bb4727fa93c2466c0dc43e1457f0b90fc8234b3eccbcf6dd",
        "SHA512, dd519f2836c051a83fbcd335c17b407c2432605dfa09cdadc0cd5be9f298d506"
                + "edc3d79c34e333d84117cbc9e9f2961617d0e270a7d49e32d70773bab9896e16,"
                + "b0413495befa89b332ced334b0954062b03500cb226817b88ed7623832ec4ed6"
                + "f577cc434ed34386c32a6890249ea2a445be0bdb421ee896e84f3314690de2c1"
    })
    void hashes_are_those_that_others_compute(HashAlgorithm algorithm, String nameHash, String keyHash)
            throws CertificateException {
        assertThat(CertificateHash.ofRoot(root(), algorithm))
                .isEqualTo(new CertificateHash(algorithm, nameHash, keyHash, "fff"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFF", "0fff", "fff"})
    void digits_may_be_spelt_in_any_way(String serialNumber) throws CertificateException {
        CertificateHash ours = CertificateHash.ofRoot(root(), HashAlgorithm.SHA256);
        CertificateHash theirs = new CertificateHash(
                HashAlgorithm.SHA256,
                ours.issuerNameHash().toUpperCase(Locale.ROOT),
                ours.issuerKeyHash().toUpperCase(Locale.ROOT),
                serialNumber);

        assertThat(ours.matches(theirs)).isTrue();
    }

    @Test
    void another_serial_number_is_another_certificate() throws CertificateException {
        CertificateHash ours = CertificateHash.ofRoot(root(), HashAlgorithm.SHA256);

        assertThat(ours.matches(
                        new CertificateHash(HashAlgorithm.SHA256, ours.issuerNameHash(), ours.issuerKeyHash(), "fff0")))
                .isFalse();
    }

    @Test
    void text_and_certificate_are_the_same() throws CertificateException {
        assertThat(Pem.of(root())).isEqualTo(ROOT);
    }
}
