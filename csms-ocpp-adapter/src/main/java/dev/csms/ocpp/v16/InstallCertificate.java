package dev.csms.ocpp.v16;

import dev.csms.domain.certificate.CertificateUse;

/** InstallCertificate: has the charge point trust a root (security whitepaper, M05). */
interface InstallCertificate {

    /** InstallCertificate.req @param certificate in PEM */
    record Request(
            CertificateUse certificateType,
            @FreeText @MaxLength(5500) String certificate) {}

    /** InstallCertificate.conf */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        /** It is a good one, and could not be stored. */
        FAILED,
        REJECTED
    }
}
