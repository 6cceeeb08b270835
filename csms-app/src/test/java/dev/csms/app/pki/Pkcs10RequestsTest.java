package dev.csms.app.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.Pem;
import dev.csms.domain.certificate.RequestFault;
import dev.csms.domain.certificate.SigningRequests.Verdict;
import dev.csms.domain.certificate.SubjectRule;
import java.security.KeyPair;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs10RequestsTest {

    private static final SubjectRule RULE = new SubjectRule("ACME", Set.of("SN-1", "BOX-1"));
    private static final String SUBJECT = "O=ACME,CN=SN-1";

    private static Verdict judge(String pem) {
        return new Pkcs10Requests().judge(new Order(pem, RULE, null));
    }

    private static void assertBad(String pem, RequestFault fault) {
        assertThat(judge(pem))
                .isInstanceOfSatisfying(
                        Verdict.Bad.class,
                        bad -> assertThat(bad.fault()).as(bad.explanation()).isEqualTo(fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void a_key_on_a_curve_of_tls_is_good(String curve) throws Exception {
        KeyPair key = Csr.ec(curve);

        assertThat(judge(Csr.of(SUBJECT, key))).isInstanceOfSatisfying(Verdict.Good.class, good -> {
            assertThat(good.subject()).isEqualTo("O=ACME,CN=SN-1");
            assertThat(good.keyAlgorithm()).isEqualTo("EC");
            assertThat(good.keyBits()).isGreaterThanOrEqualTo(256);
            assertThat(good.publicKey()).isEqualTo(key.getPublic().getEncoded());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withRSA", "SHA512withRSA", "RSASSA-PSS"})
    void an_rsa_key_of_2048_bits_is_good(String algorithm) throws Exception {
        KeyPair key = Csr.rsa(2048);
        String request =
                algorithm.equals("RSASSA-PSS") ? pss(key) : Csr.of("CN=BOX-1,O=ACME,C=NL", key, key, algorithm);

        assertThat(judge(request)).isInstanceOfSatisfying(Verdict.Good.class, good -> {
            assertThat(good.subject()).isEqualTo("O=ACME,CN=BOX-1");
            assertThat(good.keyAlgorithm()).isEqualTo("RSA");
            assertThat(good.keyBits()).isEqualTo(2048);
        });
    }

    private static String pss(KeyPair key) throws Exception {
        return Pem.block(
                "NEW CERTIFICATE REQUEST",
                new org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder(
                                new org.bouncycastle.asn1.x500.X500Name("CN=BOX-1,O=ACME"), key.getPublic())
                        .build(KeyKind.RSA.signer(key.getPrivate(), dev.csms.app.CsmsSettings.Pki.RsaSignature.PSS))
                        .getEncoded());
    }

    @Test
    void lines_may_end_as_they_like_and_text_may_stand_around() throws Exception {
        String request = Csr.of(SUBJECT, Csr.ec("secp256r1"));

        assertThat(judge("subject=...\r\n" + request.replace("\n", "\r\n") + "\r\n"))
                .isInstanceOf(Verdict.Good.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'CN=SN-1', WRONG_ORGANIZATION",
        "'O=ACME Inc,CN=SN-1', WRONG_ORGANIZATION",
        "'O=acme,CN=SN-1', WRONG_ORGANIZATION",
        "'O=ACME,O=Evil,CN=SN-1', WRONG_ORGANIZATION",
        "'O=ACME', WRONG_COMMON_NAME",
        "'O=ACME,CN=SN-11', WRONG_COMMON_NAME",
        "'O=ACME,CN=SN-1,CN=SN-2', WRONG_COMMON_NAME",
        "'O=ACME,CN=SN-2+CN=SN-1', WRONG_COMMON_NAME",
    })
    void names_of_somebody_else_are_refused(String subject, RequestFault fault) throws Exception {
        assertBad(Csr.of(subject, Csr.ec("secp256r1")), fault);
    }

    @Test
    void a_short_key_is_refused() throws Exception {
        assertBad(Csr.of(SUBJECT, Csr.rsa(1024)), RequestFault.WEAK_KEY);
    }

    @Test
    void a_key_that_tls_has_no_use_for_is_refused() throws Exception {
        KeyPair edwards = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertBad(Csr.of(SUBJECT, edwards, edwards, "Ed25519"), RequestFault.WEAK_KEY);
    }

    @Test
    void a_request_for_another_ones_key_is_refused() throws Exception {
        assertBad(
                Csr.of(SUBJECT, Csr.ec("secp256r1"), Csr.ec("secp256r1"), "SHA256withECDSA"),
                RequestFault.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1withRSA", "MD5withRSA"})
    void a_broken_hash_is_refused(String algorithm) throws Exception {
        KeyPair key = Csr.rsa(2048);
        assertBad(Csr.of(SUBJECT, key, key, algorithm), RequestFault.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CSR",
                "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\nA\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\nMIIBdTCC\n-----END CERTIFICATE REQUEST-----",
            })
    void what_is_no_request_is_unreadable(String text) {
        assertBad(text, RequestFault.UNREADABLE);
    }

    @Test
    void two_requests_are_none() throws Exception {
        String request = Csr.of(SUBJECT, Csr.ec("secp256r1"));
        assertBad(request + request, RequestFault.UNREADABLE);
    }

    @Test
    void a_request_of_any_length_is_not_read() {
        assertBad("-----BEGIN CERTIFICATE REQUEST-----\n" + "A".repeat(6_000), RequestFault.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x30, 0x31, 0xa0, 0x24})
    void nesting_without_end_is_unreadable(int tag) {
        byte[] nested = new byte[4_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = (byte) tag;
            nested[i + 1] = (byte) 0x80;
        }
        assertBad(Pem.block("CERTIFICATE REQUEST", nested), RequestFault.UNREADABLE);
    }
}
