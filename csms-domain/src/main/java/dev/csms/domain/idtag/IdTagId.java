package dev.csms.domain.idtag;

import java.util.Locale;

/**
 * The text of an idTag (OCPP 1.6 §7.28, IdToken). Compared without regard to case and to blanks around it.
 *
 * @param value at most 255 characters as charge points say them; at most 20 where one is registered. Empty where a
 *              charge point charges for free and says so with an empty tag.
 */
public record IdTagId(String value) {

    public static final int MAX_LENGTH = 20;
    private static final int MAX_HEARD = 255;

    public IdTagId {
        value = value.strip();
        if (value.length() > MAX_HEARD) {
            throw new IllegalArgumentException(
                    "an idTag of " + value.length() + " characters; at most " + MAX_HEARD + " are kept");
        }
    }

    /** The aggregate identifier: typed, because the event store has one key space, and the same for every spelling. */
    @Override
    public String toString() {
        return "id-tag-" + value.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdTagId that && value.equalsIgnoreCase(that.value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }
}
