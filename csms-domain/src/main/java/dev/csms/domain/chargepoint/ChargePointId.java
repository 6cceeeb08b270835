package dev.csms.domain.chargepoint;

import java.util.Locale;

/**
 * The identity of a charge point, as it stands at the end of its connection URL (OCPP-J 1.6 §3.1.1).
 *
 * <p>OCPP does not say whether case matters. Here two spellings that differ by case alone are the same charge point;
 * the spelling of its registration is the one shown.
 *
 * @param value 1 to 48 characters, none of them a control character
 */
public record ChargePointId(String value) {

    /** OCPP 1.6 gives no length; 48 is the limit of OCPP 2.0.1. */
    public static final int MAX_LENGTH = 48;

    public ChargePointId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a charge point identity must not be empty");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a charge point identity has at most " + MAX_LENGTH + " characters, not "
                    + value.length() + ": " + value.substring(0, MAX_LENGTH) + "…");
        }
        if (value.equals(".") || value.equals("..") || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "not a charge point identity: it is a path step or has control characters");
        }
    }

    /**
     * The aggregate identifier: typed, because the event store has one key space, and the same for every spelling. An
     * identity that would read like that of another aggregate, such as {@code certificates-CP-1}, is set apart by a
     * slash, and one with a slash by another.
     */
    @Override
    public String toString() {
        String key = value.toLowerCase(Locale.ROOT);
        return "charge-point-" + (key.startsWith("certificates-") || key.startsWith("/") ? "/" + key : key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChargePointId that && value.equalsIgnoreCase(that.value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }
}
