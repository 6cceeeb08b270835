package dev.csms.domain.certificate;

/** How a certificate is digested to be named (security whitepaper, HashAlgorithmEnumType). */
public enum HashAlgorithm {
    SHA256("SHA-256"),
    SHA384("SHA-384"),
    SHA512("SHA-512");

    private final String digest;

    HashAlgorithm(String digest) {
        this.digest = digest;
    }

    /** As {@link java.security.MessageDigest} calls it. */
    String digest() {
        return digest;
    }
}
