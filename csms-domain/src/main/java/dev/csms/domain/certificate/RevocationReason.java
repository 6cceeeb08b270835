package dev.csms.domain.certificate;

/** Why a certificate is not to be trusted any more (RFC 5280 §5.3.1). */
public enum RevocationReason {
    UNSPECIFIED,
    /** Somebody else may have its key. */
    KEY_COMPROMISE,
    /** What it says of its owner is not true any more. */
    AFFILIATION_CHANGED,
    /** There is another one in its place. */
    SUPERSEDED,
    /** Its owner is out of service. */
    CESSATION_OF_OPERATION
}
