package dev.csms.ocpp.v16;

/** CertificateSigned: gives the charge point the certificate that it has asked for (security whitepaper, A02, A03). */
interface CertificateSigned {

    /** CertificateSigned.req @param certificateChain in PEM, the charge point's own certificate first */
    record Request(@FreeText @MaxLength(10_000) String certificateChain) {}

    /** CertificateSigned.conf */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
