package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an installation decides about its answers.
 *
 * @param heartbeatInterval     of accepted charge points that have none of their own
 * @param bootRetryInterval     between BootNotifications of charge points that are not accepted, likewise
 * @param fractionalSeconds     whether times are written with milliseconds; some charge points fail on them
 * @param guessingDelay         by which a charge point that tries one idTag after the other waits for each refusal
 * @param signingRequestsPerDay how many requests for certificates of one charge point are accepted within 24 hours
 * @param organization          that charge points belong to whose CpoName is not known; null for any
 * @param intervalJitter     by how much of a hundred each charge point's own intervals are longer or shorter, so that
 *                           those that were switched on together do not call together for ever; 0 to 50
 */
public record OcppSettings(
        Duration heartbeatInterval,
        Duration bootRetryInterval,
        boolean fractionalSeconds,
        Duration guessingDelay,
        int signingRequestsPerDay,
        @Nullable String organization,
        int intervalJitter) {

    public OcppSettings {
        if (heartbeatInterval.isNegative() || bootRetryInterval.isNegative()) {
            throw new IllegalArgumentException("intervals must not be negative");
        }
        if (intervalJitter < 0 || intervalJitter > 50) {
            throw new IllegalArgumentException("no jitter in per cent: " + intervalJitter);
        }
    }

    /** A charge point's own interval, in seconds: always the same one, whenever it asks. */
    int seconds(Duration interval, ChargePointId chargePoint) {
        double place = Math.floorMod(chargePoint.hashCode() * 0x9e3779b9, 2_001) / 1_000.0 - 1; // -1 to 1
        return Math.toIntExact(Math.round(interval.toSeconds() * (1 + place * intervalJitter / 100)));
    }
}
