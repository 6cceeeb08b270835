package dev.csms.domain.certificate;

/** Where a certificate stands, time aside. */
public enum CertificateState {
    /** The charge point is to get it. */
    ISSUED,
    /** The charge point has not got it, or may not have. */
    NOT_DELIVERED,
    /** The charge point has it, and has not used it yet. */
    DELIVERED,
    /** The charge point has used it. */
    IN_USE,
    /** The charge point has used a newer one. */
    REPLACED,
    /** It lets nobody in any more. */
    REVOKED,
    /** A root that the charge point trusts. */
    INSTALLED,
    /** A root that the charge point has deleted. */
    DELETED;

    /** Whether the charge point may prove itself by it, as long as it is valid. */
    public boolean isUsable() {
        return switch (this) {
            // an answer may have been lost, and so may the certificate be there
            case ISSUED, NOT_DELIVERED, DELIVERED, IN_USE -> true;
            case REPLACED, REVOKED, INSTALLED, DELETED -> false;
        };
    }
}
