package dev.csms.domain.credential;

import dev.csms.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a charge point proves itself by: 16 to 20 bytes, which travel as hex digits over OCPP and as they are in the
 * HTTP header (security white paper, A00.FR.205, A01).
 */
public final class AuthorizationKey {

    private static final int LEAST_BYTES = 16;
    private static final int MOST_BYTES = 20;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern HEX_DIGITS = Pattern.compile("([0-9A-Fa-f]{2}){16,20}");

    private final Secret secret;

    private AuthorizationKey(byte[] bytes) {
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("an AuthorizationKey has " + LEAST_BYTES + " to " + MOST_BYTES
                    + " bytes: 32 to 40 hex digits, or 16 to 20 characters of text");
        }
        secret = Secret.of(bytes);
    }

    public static AuthorizationKey of(byte[] bytes) {
        return new AuthorizationKey(bytes);
    }

    /** As long as it may be. */
    public static AuthorizationKey generate(SecureRandom random) {
        byte[] bytes = new byte[MOST_BYTES];
        random.nextBytes(bytes);
        return new AuthorizationKey(bytes);
    }

    /**
     * What somebody has typed: 32 to 40 hex digits are the bytes, 16 to 20 characters are text. There is nothing that
     * could be both.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat it, if it is neither
     */
    public static AuthorizationKey typed(String text) {
        String stripped = text.strip();
        return new AuthorizationKey(
                isHex(stripped) ? HEX.parseHex(stripped) : stripped.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it reads like a key in hex digits. */
    public static boolean isHex(String text) {
        return HEX_DIGITS.matcher(text).matches();
    }

    /** A copy. */
    public byte[] bytes() {
        return secret.bytes();
    }

    /** As it is told over OCPP and typed into chargers. */
    public String hex() {
        return HEX.formatHex(secret.bytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthorizationKey key && secret.equals(key.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "AuthorizationKey[***]";
    }
}
