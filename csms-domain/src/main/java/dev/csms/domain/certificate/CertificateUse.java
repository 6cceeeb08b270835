package dev.csms.domain.certificate;

/** What a charge point trusts a root certificate for (security whitepaper, CertificateUseEnumType). */
public enum CertificateUse {
    /** Whoever it speaks to, and its own certificate. */
    CENTRAL_SYSTEM_ROOT_CERTIFICATE,
    /** Firmware. */
    MANUFACTURER_ROOT_CERTIFICATE
}
