package dev.csms.domain.certificate;

/** Whether a charge point may prove itself by a certificate, as far as our own record tells. */
public enum CertificateStanding {
    /** It was made for this charge point. */
    GOOD,
    /** It was not made by us, or so long ago that it has been forgotten. */
    UNKNOWN,
    /** The charge point has shown a newer one since. */
    REPLACED,
    REVOKED
}
