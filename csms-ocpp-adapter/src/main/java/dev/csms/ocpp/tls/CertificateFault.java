package dev.csms.ocpp.tls;

/**
 * Why a certificate is no good, whoever shows it.
 *
 * @param explanation in a sentence, with nothing in it that the peer has chosen
 */
public record CertificateFault(Kind kind, String explanation) {

    public enum Kind {
        /** No path to a root that is trusted for this. */
        TRUST,
        /** Expired, or not valid yet. */
        VALIDITY,
        REVOKED,
        /** A key that is too short, a weak signature, not for this use, too long a chain. */
        QUALITY
    }
}
