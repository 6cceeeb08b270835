package dev.csms.ocpp.v16;

import dev.csms.domain.certificate.CertificateHashData;
import dev.csms.domain.certificate.HashAlgorithm;

/** The name of a certificate (security whitepaper, CertificateHashDataType); the hashes and the number are hexadecimal. */
record CertificateHash(
        HashAlgorithm hashAlgorithm,
        @MaxLength(128) String issuerNameHash,
        @MaxLength(128) String issuerKeyHash,
        @MaxLength(40) String serialNumber) {

    static CertificateHash of(CertificateHashData data) {
        return new CertificateHash(
                data.hashAlgorithm(), data.issuerNameHash(), data.issuerKeyHash(), data.serialNumber());
    }

    CertificateHashData data() {
        return new CertificateHashData(hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber);
    }
}
