package dev.csms.domain.certificate;

import java.security.cert.X509Certificate;

/**
 * What a charge point asks to have signed, once it is known that it has the private key.
 *
 * @param csr          PKCS#10 in PEM, as it came
 * @param subject      as RFC 2253 writes names
 * @param rule         what was demanded of the subject, and is to be demanded again by whoever signs it
 * @param keyAlgorithm {@code RSA} or {@code EC}
 * @param keySha256    of the public key as X.509 encodes it, 64 hexadecimal digits
 */
public record CertificateRequest(
        String csr, String subject, SubjectRule rule, String keyAlgorithm, int keySizeBits, String keySha256) {

    /** Whether a certificate is of the key that is to be signed. */
    public boolean isFor(X509Certificate certificate) {
        return CertificateDetails.sha256(certificate.getPublicKey().getEncoded())
                .equals(keySha256);
    }

    static CertificateRequest of(String csr, SubjectRule rule, SigningRequests.Verdict.Good good) {
        return new CertificateRequest(
                csr,
                good.subject(),
                rule,
                good.keyAlgorithm(),
                good.keyBits(),
                CertificateDetails.sha256(good.publicKey()));
    }
}
