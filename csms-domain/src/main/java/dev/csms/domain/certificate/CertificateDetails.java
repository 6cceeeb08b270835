package dev.csms.domain.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A certificate, which is public.
 *
 * @param fingerprint  SHA-256 of the whole, 64 hexadecimal digits
 * @param serialNumber hexadecimal, without leading zeros
 * @param subject      as RFC 2253 writes names
 * @param keyAlgorithm {@code RSA} or {@code EC}
 * @param keySizeBits  0 if it is of neither kind
 * @param pem          with lines that end in LF
 */
public record CertificateDetails(
        String fingerprint,
        String serialNumber,
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        String keyAlgorithm,
        int keySizeBits,
        String pem) {

    public static CertificateDetails of(X509Certificate certificate) {
        byte[] encoded = encoded(certificate);
        return new CertificateDetails(
                sha256(encoded),
                serialNumber(certificate),
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                PublicKeys.algorithm(certificate.getPublicKey()),
                PublicKeys.sizeBits(certificate.getPublicKey()),
                Pem.of(certificate));
    }

    /** SHA-256 of the whole, 64 hexadecimal digits. */
    public static String fingerprint(X509Certificate certificate) {
        return sha256(encoded(certificate));
    }

    static String serialNumber(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    /**
     * The certificates of a text that has nothing else in it.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static List<X509Certificate> read(String pem) {
        List<X509Certificate> certificates;
        try {
            certificates = Pem.certificates(pem);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        String alone = certificates.stream().map(Pem::of).collect(Collectors.joining());
        if (withoutBlanks(pem).length() != withoutBlanks(alone).length()) {
            throw new IllegalArgumentException("there is something before, between or behind the certificates");
        }
        return certificates;
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s", "");
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
