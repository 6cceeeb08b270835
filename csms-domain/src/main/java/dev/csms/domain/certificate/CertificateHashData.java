package dev.csms.domain.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The name of a certificate in messages: an OCSP CertID (RFC 6960 §4.1.1). Charge points of older whitepapers compute
 * other values, so that what one has reported is what it is told.
 *
 * @param issuerNameHash hexadecimal, of the issuer's name
 * @param issuerKeyHash  hexadecimal, of the issuer's key: the bits themselves, without what says of which kind they are
 * @param serialNumber   hexadecimal, without leading zeros
 */
public record CertificateHashData(
        HashAlgorithm hashAlgorithm, String issuerNameHash, String issuerKeyHash, String serialNumber) {

    /** @param issuerKey for a root, its own */
    static CertificateHashData of(X509Certificate certificate, PublicKey issuerKey, HashAlgorithm algorithm) {
        return new CertificateHashData(
                algorithm,
                hash(algorithm, certificate.getIssuerX500Principal().getEncoded()),
                hash(algorithm, Der.keyBits(issuerKey.getEncoded())),
                CertificateDetails.serialNumber(certificate));
    }

    private static String hash(HashAlgorithm algorithm, byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm.digest()).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether both name the same certificate, letter by letter but for case. */
    public boolean isSameAs(CertificateHashData other) {
        return hashAlgorithm == other.hashAlgorithm
                && issuerNameHash.equalsIgnoreCase(other.issuerNameHash)
                && issuerKeyHash.equalsIgnoreCase(other.issuerKeyHash)
                && serialNumber.equalsIgnoreCase(other.serialNumber);
    }

    /** Whether a charge point that computes one of the hashes in its own way, or pads numbers, may mean the same. */
    boolean mayBe(CertificateHashData other) {
        return hashAlgorithm == other.hashAlgorithm
                && number(serialNumber).equalsIgnoreCase(number(other.serialNumber))
                && (issuerNameHash.equalsIgnoreCase(other.issuerNameHash)
                        || issuerKeyHash.equalsIgnoreCase(other.issuerKeyHash));
    }

    private static String number(String hexadecimal) {
        return hexadecimal.strip().replaceFirst("^0+(?=.)", "");
    }
}
