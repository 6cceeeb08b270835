package dev.csms.domain.certificate;

/** What is wrong with a request for a certificate. */
public enum RequestFault {
    /** No PEM, no PKCS#10, or too long for one. */
    UNREADABLE,
    /** It is not signed by the key that it is about, or by means that are broken. */
    BAD_SIGNATURE,
    /** Its key is too short, or of a kind that cannot be used. */
    WEAK_KEY,
    /** Its organization is not the charge point's operator. */
    WRONG_ORGANIZATION,
    /** Its common name is not the charge point's serial number. */
    WRONG_COMMON_NAME,
    /** The authority has a reason of its own. */
    AGAINST_POLICY
}
