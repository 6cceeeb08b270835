package dev.csms.domain.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;

/** Certificates that were made once, valid from 2026-11-24 on. */
final class TestCertificates {

    static final String ROOT_A = pem("root-a");
    static final String ROOT_B = pem("root-b");

    /** Of the key of {@link #ROOT_B}, but signed by {@link #ROOT_A}. */
    static final String ROOT_B_SIGNED_BY_A = pem("root-b-signed-by-a");

    /** RSA with 1024 bits. */
    static final String WEAK_ROOT = pem("root-weak");

    /** Signed by {@link #ROOT_A}. */
    static final String AUTHORITY = pem("authority");

    /** Of SN-1, signed by {@link #AUTHORITY}. */
    static final String OWN = pem("charge-point");

    /** Of the same key as {@link #OWN}, valid for longer. */
    static final String RENEWED = pem("charge-point-renewed");

    private TestCertificates() {}

    private static String pem(String name) {
        try (InputStream file = TestCertificates.class.getResourceAsStream("/certificates/" + name + ".pem")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static X509Certificate read(String pem) {
        try {
            return Pem.certificates(pem).getFirst();
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    static String fingerprint(String pem) {
        return CertificateDetails.fingerprint(read(pem));
    }
}
