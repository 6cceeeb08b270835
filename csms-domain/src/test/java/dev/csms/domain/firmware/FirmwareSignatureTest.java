package dev.csms.domain.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and signatures of OpenSSL and keytool. */
class FirmwareSignatureTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"rsa, rsa-pss", "rsa, rsa-pss-longest-salt", "rsa, rsa-pkcs1", "ec, ec"})
    void a_signature_of_the_file_is_known_whatever_the_scheme(String certificate, String signature) throws IOException {
        FirmwareSignature good = new FirmwareSignature(text(certificate + ".pem"), text(signature + ".sig"));

        assertThat(good.problems(NOON)).isEmpty();
        assertThat(good.isOf(image(""))).isTrue();
        assertThat(good.isOf(image("!"))).as("of another file").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"rsa, ec", "ec, rsa-pss", "authority, ec"})
    void a_signature_by_another_key_is_none(String certificate, String signature) throws IOException {
        assertThat(new FirmwareSignature(text(certificate + ".pem"), text(signature + ".sig")).isOf(image("")))
                .isFalse();
    }

    @Test
    void a_signature_that_was_tampered_with_is_none() throws IOException {
        String changed = text("rsa-pss.sig").replaceFirst("^.", "/");
        assertThat(new FirmwareSignature(text("rsa.pem"), changed).isOf(image("")))
                .isFalse();
        assertThat(new FirmwareSignature(text("rsa.pem"), "AAAA").isOf(image("")))
                .isFalse();
        assertThat(new FirmwareSignature("no certificate", text("ec.sig")).isOf(image("")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authority | 2026-03-01T12:00:00Z | is one of a certificate authority",
                "agreement | 2026-03-01T12:00:00Z | is not for signatures",
                "weak      | 2026-03-01T12:00:00Z | has less than 2048 bits",
                "ec        | 2024-12-31T12:00:00Z | is not valid before 2025-01-01T00:00:00Z",
                "ec        | 2045-01-01T12:00:00Z | has not been valid since",
            })
    void a_certificate_that_is_no_good_is_told(String certificate, Instant at, String problem) {
        assertThat(new FirmwareSignature(text(certificate + ".pem"), text("ec.sig")).problems(at))
                .anySatisfy(it -> assertThat(it).contains(problem));
    }

    @Test
    void what_cannot_be_read_at_all_is_told() {
        assertThat(new FirmwareSignature("-----BEGIN CERTIFICATE-----", " ").problems(NOON))
                .containsExactly("the signature is empty", "the signing certificate is no X.509 certificate in PEM");
        assertThat(new FirmwareSignature(text("ec.pem"), "A").problems(NOON))
                .containsExactly("the signature is not base64");
    }

    @Test
    void a_private_key_is_not_taken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FirmwareSignature(
                        text("ec.pem") + "-----BEGIN EC PRIVATE KEY-----\nsecret\n-----END EC PRIVATE KEY-----\n",
                        "AA"))
                .withMessageContaining("is a secret")
                .withMessageNotContaining("secret\n");
    }

    private static InputStream image(String more) {
        return new ByteArrayInputStream((text("image.bin") + more).getBytes(StandardCharsets.UTF_8));
    }

    static String text(String name) {
        try (InputStream in = FirmwareSignatureTest.class.getResourceAsStream("/firmware/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
