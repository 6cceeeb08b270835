package dev.csms.domain.certificate;

/** Why a charge point is not to have the certificate that it asks for. */
public enum SigningRefusal {
    /** It is no PKCS#10 request in PEM, or says what cannot be read. */
    UNREADABLE,
    /** Whoever made it does not have the key, or has signed with what is not taken. */
    BAD_SIGNATURE,
    WEAK_KEY,
    /** The organization (O) is not the charge point's CpoName. */
    FOREIGN_ORGANIZATION,
    /** The common name (CN) is not the charge point's serial number. */
    FOREIGN_COMMON_NAME,
    /** The charge point has asked too often. */
    TOO_MANY,
    /** The charge point is not to take part. */
    NOT_ALLOWED
}
