package dev.csms.domain.certificate;

/** Why a charge point is not to have the certificate that it asks for. */
public enum SigningRefusal {
    /** It is no PKCS#10 request in PEM, or says what cannot be read. */
    UNREADABLE,
    /** Whoever made it does not have the key, or has signed with what is not taken. */
    BAD_SIGNATURE,
    WEAK_KEY,
    /** The organization (O) is not that of the charge point's operator, as decided for it, for all, or told by it. */
    WRONG_ORGANIZATION,
    /** The common name (CN) is not the charge point's serial number. */
    WRONG_COMMON_NAME,
    /** Whoever judges requests has a reason of its own. */
    AGAINST_POLICY,
    /** The charge point has asked too often. */
    TOO_MANY,
    /** The charge point is not to take part. */
    NOT_ALLOWED;

    static SigningRefusal of(RequestFault fault) {
        return switch (fault) {
            case UNREADABLE -> UNREADABLE;
            case BAD_SIGNATURE -> BAD_SIGNATURE;
            case WEAK_KEY -> WEAK_KEY;
            case WRONG_ORGANIZATION -> WRONG_ORGANIZATION;
            case WRONG_COMMON_NAME -> WRONG_COMMON_NAME;
            case AGAINST_POLICY -> AGAINST_POLICY;
        };
    }
}
