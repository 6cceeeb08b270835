package dev.csms.domain.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * What names a certificate between a charge point and us: the CertID of OCSP (RFC 6960 §4.1.1; security whitepaper,
 * CertificateHashDataType). Charge points of before edition 3 may compute it in other ways, so to one of these its own
 * words are given back, not ours.
 *
 * @param issuerNameHash of the issuer's Name, DER; hexadecimal
 * @param issuerKeyHash  of the issuer's public key: what is in the BIT STRING, without anything around it; hexadecimal
 * @param serialNumber   hexadecimal, without leading zeros
 */
public record CertificateHash(
        HashAlgorithm hashAlgorithm, String issuerNameHash, String issuerKeyHash, String serialNumber) {

    private static final HexFormat HEX = HexFormat.of();
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;

    public enum HashAlgorithm {
        SHA256("SHA-256"),
        SHA384("SHA-384"),
        SHA512("SHA-512");

        private final String javaName;

        HashAlgorithm(String javaName) {
            this.javaName = javaName;
        }

        private String hash(byte[] bytes) {
            try {
                return HEX.formatHex(MessageDigest.getInstance(javaName).digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + javaName, e);
            }
        }
    }

    /** Of a root, which has issued itself. */
    public static CertificateHash ofRoot(X509Certificate root, HashAlgorithm algorithm) {
        return of(root, root.getPublicKey(), algorithm);
    }

    public static CertificateHash of(X509Certificate certificate, PublicKey issuerKey, HashAlgorithm algorithm) {
        return new CertificateHash(
                algorithm,
                algorithm.hash(certificate.getIssuerX500Principal().getEncoded()),
                algorithm.hash(keyBits(issuerKey.getEncoded())),
                certificate.getSerialNumber().toString(16));
    }

    /** Whether both mean the same certificate, however they spell their digits. */
    public boolean matches(CertificateHash other) {
        return hashAlgorithm == other.hashAlgorithm
                && issuerNameHash.equalsIgnoreCase(other.issuerNameHash)
                && issuerKeyHash.equalsIgnoreCase(other.issuerKeyHash)
                && withoutZeros(serialNumber).equalsIgnoreCase(withoutZeros(other.serialNumber));
    }

    private static String withoutZeros(String digits) {
        return digits.replaceFirst("^0+(?=.)", "");
    }

    /** SubjectPublicKeyInfo is a SEQUENCE of an algorithm, itself a SEQUENCE, and the key, a BIT STRING. */
    private static byte[] keyBits(byte[] subjectPublicKeyInfo) {
        Der algorithm = Der.at(
                subjectPublicKeyInfo, Der.at(subjectPublicKeyInfo, 0, SEQUENCE).start(), SEQUENCE);
        Der key = Der.at(subjectPublicKeyInfo, algorithm.end(), BIT_STRING);
        byte[] bits = new byte[key.end() - key.start() - 1]; // the first octet counts bits that are not used
        System.arraycopy(subjectPublicKeyInfo, key.start() + 1, bits, 0, bits.length);
        return bits;
    }

    /** One element: where its content starts and ends. */
    private record Der(int start, int end) {

        static Der at(byte[] der, int position, int tag) {
            if (der[position] != tag) {
                throw new IllegalArgumentException("no public key in X.509's form");
            }
            int length = der[position + 1] & 0xff;
            int start = position + 2;
            if (length >= 0x80) {
                int lengthBytes = length - 0x80;
                length = 0;
                for (int i = 0; i < lengthBytes; i++) {
                    length = length << 8 | der[start++] & 0xff;
                }
            }
            return new Der(start, start + length);
        }
    }
}
