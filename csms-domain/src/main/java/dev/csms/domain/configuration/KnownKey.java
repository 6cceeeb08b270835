package dev.csms.domain.configuration;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is known.
 *
 * @param key     in the spelling in which it was first heard of
 * @param value   in force; absent where it is not known
 * @param pending absent unless another value waits for a boot
 */
record KnownKey(
        String key,
        boolean readonly,
        @Nullable String value,
        @Nullable Pending pending) {

    /** @param since our clock */
    record Pending(String value, Instant since) {}

    /** By which keys are compared: case does not matter (OCPP 1.6 §7.29). */
    static String comparable(String key) {
        return key.strip().toLowerCase(Locale.ROOT);
    }
}
