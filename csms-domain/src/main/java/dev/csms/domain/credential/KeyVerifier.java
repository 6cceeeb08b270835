package dev.csms.domain.credential;

/**
 * What is kept of an AuthorizationKey: by it the key is recognised, and the key cannot be found by it.
 *
 * @param value {@code version:pepperId:salt:code}; see {@link KeyCheck}
 */
public record KeyVerifier(String value) {

    public KeyVerifier {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a key verifier must not be empty");
        }
    }

    @Override
    public String toString() {
        return "KeyVerifier[" + value.substring(0, Math.max(0, value.lastIndexOf(':'))) + "…]";
    }
}
