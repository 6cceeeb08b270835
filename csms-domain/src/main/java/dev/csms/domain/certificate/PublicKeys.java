package dev.csms.domain.certificate;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/** What can be said of public keys (security whitepaper, A00.FR.501 to 503). */
final class PublicKeys {

    private static final int LEAST_RSA_BITS = 2_048;
    private static final int LEAST_EC_BITS = 224;

    /** Whoever has a longer one wants to keep us busy. */
    private static final int MOST_RSA_BITS = 8_192;

    private PublicKeys() {}

    /** {@code RSA}, {@code EC} or whatever else. */
    static String algorithm(PublicKey key) {
        return key instanceof RSAPublicKey ? "RSA" : key.getAlgorithm();
    }

    /** 0 if it is of no kind that is used here. */
    static int sizeBits(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength();
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength();
            default -> 0;
        };
    }

    /** Why a key is not good enough, in a sentence. */
    static Optional<String> weakness(PublicKey key) {
        int bits = sizeBits(key);
        return switch (key) {
            case RSAPublicKey _
            when bits < LEAST_RSA_BITS ->
                Optional.of("an RSA key of " + bits + " bits; " + LEAST_RSA_BITS + " are the least");
            case RSAPublicKey _
            when bits > MOST_RSA_BITS ->
                Optional.of("an RSA key of " + bits + " bits; " + MOST_RSA_BITS + " are the most");
            case ECPublicKey _
            when bits < LEAST_EC_BITS ->
                Optional.of("an EC key of " + bits + " bits; " + LEAST_EC_BITS + " are the least");
            case RSAPublicKey _, ECPublicKey _ -> Optional.empty();
            default -> Optional.of("a key of kind " + key.getAlgorithm() + "; RSA and EC are taken");
        };
    }
}
