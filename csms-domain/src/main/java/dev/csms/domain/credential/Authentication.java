package dev.csms.domain.credential;

import org.jspecify.annotations.Nullable;

/**
 * How somebody who connected proved to be the charge point.
 *
 * @param profile     by which it came
 * @param certificate SHA-256 fingerprint of its certificate in hex; absent where it was let in by something else
 * @param issuer      whose certificate that is; absent with the certificate, and from before that was asked
 */
public record Authentication(
        SecurityProfile profile,
        @Nullable String certificate,
        @Nullable CertificateIssuer issuer) {

    /** It proved nothing. */
    public static final Authentication NONE = without(SecurityProfile.UNSECURED);

    /** Who stands for the certificate of a charge point. */
    public enum CertificateIssuer {
        /** Its operator, and with him us. */
        OPERATOR,
        /** Its manufacturer, who does not know whose it is: good until it has one of its operator (A00.FR.804). */
        MANUFACTURER
    }

    /** By something else than a certificate. */
    public static Authentication without(SecurityProfile profile) {
        return new Authentication(profile, null, null);
    }

    /** It has come as the factory has made it. */
    public boolean asFromFactory() {
        return issuer == CertificateIssuer.MANUFACTURER;
    }
}
