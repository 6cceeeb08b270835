package dev.csms.domain.person;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * By which somebody signs in, and what the record says of who did something. Compared without regard to case.
 *
 * @param value 1 to 64 letters, digits and {@code . _ @ + -}
 */
public record PersonId(String value) {

    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,64}");

    public PersonId {
        value = value.strip();
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a name has 1 to 64 letters, digits and . _ @ + -");
        }
    }

    /** Its spelling in key columns. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** The aggregate identifier: typed, because the event store has one key space, and the same for every spelling. */
    @Override
    public String toString() {
        return "person-" + key();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonId that && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }
}
