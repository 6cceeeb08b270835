package dev.csms.ocpp.v16;

/** SignCertificate: the charge point wants a certificate for a key of its own (security whitepaper, A02, A03). */
interface SignCertificate {

    /** SignCertificate.req @param csr a PKCS#10 request in PEM */
    record Request(@FreeText @MaxLength(5500) String csr) {}

    /** SignCertificate.conf: whether it is worked on; the certificate itself comes by CertificateSigned. */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
