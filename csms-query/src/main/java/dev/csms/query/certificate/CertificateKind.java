package dev.csms.query.certificate;

import dev.csms.domain.certificate.CertificateUse;

/** What a certificate at a charge point is for. */
public enum CertificateKind {
    /** By which the charge point proves who it is. */
    CHARGE_POINT_CERTIFICATE,
    /** The same, by its manufacturer, until it has one of its operator. */
    FACTORY_CERTIFICATE,
    CENTRAL_SYSTEM_ROOT_CERTIFICATE,
    MANUFACTURER_ROOT_CERTIFICATE;

    static CertificateKind of(CertificateUse use) {
        return switch (use) {
            case CENTRAL_SYSTEM_ROOT_CERTIFICATE -> CENTRAL_SYSTEM_ROOT_CERTIFICATE;
            case MANUFACTURER_ROOT_CERTIFICATE -> MANUFACTURER_ROOT_CERTIFICATE;
        };
    }
}
