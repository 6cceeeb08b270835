package dev.csms.ocpp.v16;

/** DeleteCertificate: has the charge point trust a root no more (security whitepaper, M04). */
interface DeleteCertificate {

    /** DeleteCertificate.req @param certificateHashData as the charge point has reported it */
    record Request(CertificateHashData certificateHashData) {}

    /** DeleteCertificate.conf */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        FAILED,
        NOT_FOUND
    }
}
