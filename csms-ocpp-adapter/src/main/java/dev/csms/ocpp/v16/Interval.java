package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Duration;

/**
 * An interval that many charge points are given.
 *
 * @param mean   in whole seconds
 * @param jitter by how much of a hundred each charge point's own is longer or shorter, so that those that were switched
 *               on together do not call together for ever; 0 to 50
 */
public record Interval(Duration mean, int jitter) {

    public Interval {
        if (mean.isNegative()) {
            throw new IllegalArgumentException("an interval must not be negative: " + mean);
        }
        if (jitter < 0 || jitter > 50) {
            throw new IllegalArgumentException("no jitter in per cent: " + jitter);
        }
    }

    /** The same for all. */
    public static Interval exactly(Duration mean) {
        return new Interval(mean, 0);
    }

    /** A charge point's own, in seconds: always the same one, whenever it asks. */
    int seconds(ChargePointId chargePoint) {
        double place = Math.floorMod(chargePoint.hashCode() * 0x9e3779b9, 2_001) / 1_000.0 - 1; // -1 to 1
        return Math.toIntExact(Math.round(mean.toSeconds() * (1 + place * jitter / 100)));
    }
}
