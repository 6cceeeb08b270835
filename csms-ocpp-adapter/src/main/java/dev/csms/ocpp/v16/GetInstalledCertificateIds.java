package dev.csms.ocpp.v16;

import dev.csms.domain.certificate.CertificateUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetInstalledCertificateIds: asks which roots the charge point trusts (security whitepaper, M03). */
interface GetInstalledCertificateIds {

    /** GetInstalledCertificateIds.req */
    record Request(CertificateUse certificateType) {}

    /** GetInstalledCertificateIds.conf @param certificateHashData absent if there are none */
    record Response(Status status, @Nullable List<CertificateHashData> certificateHashData) {}

    enum Status {
        ACCEPTED,
        NOT_FOUND
    }
}
