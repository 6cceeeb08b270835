package dev.csms.ocpp.v16;

import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;

/** The name of a certificate (security whitepaper, CertificateHashDataType); the hashes and the number are hexadecimal. */
record CertificateHashData(
        HashAlgorithm hashAlgorithm,
        @MaxLength(128) String issuerNameHash,
        @MaxLength(128) String issuerKeyHash,
        @MaxLength(40) String serialNumber) {

    static CertificateHashData of(CertificateHash hash) {
        return new CertificateHashData(
                hash.hashAlgorithm(), hash.issuerNameHash(), hash.issuerKeyHash(), hash.serialNumber());
    }

    CertificateHash hash() {
        return new CertificateHash(hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber);
    }
}
