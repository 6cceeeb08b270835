package dev.csms.query.configuration;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.Keys;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key of a charge point.
 *
 * @param key     in the charge point's spelling
 * @param pending absent unless a value waits for a boot
 */
record KeyState(
        Id id,
        String key,
        KeyStanding standing,
        boolean readonly,
        @Nullable String value,
        @Nullable Pending pending,
        Instant changedAt) {

    /** @param keyId the key in lower case */
    record Id(String chargePointId, String keyId) {

        static Id of(ChargePointId chargePointId, String key) {
            return new Id(Keys.of(chargePointId), key.strip().toLowerCase(Locale.ROOT));
        }
    }

    record Pending(String value, Instant since) {}

    /** The charge point does not know it. */
    static KeyState unknown(Id id, String key, Instant at) {
        return new KeyState(id, key, KeyStanding.UNKNOWN, false, null, null, at);
    }

    KeyState vanished(Instant at) {
        return standing == KeyStanding.UNKNOWN
                ? this
                : new KeyState(id, key, KeyStanding.VANISHED, readonly, null, null, at);
    }
}
