package dev.csms.domain.certificate;

import dev.csms.domain.certificate.CertificateAuthority.Order;

/**
 * Reads requests for certificates (PKCS#10) before they are given to an authority. Fast, asks nobody, and takes anything
 * for its argument: what a charge point sends may be what it likes.
 */
public interface SigningRequests {

    Verdict judge(Order order);

    /** Whether somebody should sign it. */
    sealed interface Verdict {

        /**
         * @param subject      as RFC 2253 writes it
         * @param keyAlgorithm {@code RSA} or {@code EC}
         * @param keyBits      its size
         * @param publicKey    SubjectPublicKeyInfo, DER
         */
        record Good(String subject, String keyAlgorithm, int keyBits, byte[] publicKey) implements Verdict {}

        record Bad(RequestFault fault, String explanation) implements Verdict {}
    }
}
