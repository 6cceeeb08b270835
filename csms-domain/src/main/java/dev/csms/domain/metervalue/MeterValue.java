package dev.csms.domain.metervalue;

import dev.csms.domain.ClaimedTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a meter showed at one instant (OCPP 1.6 §7.33).
 *
 * @param sampledAt     charge point clock; the time of receipt where the charge point gave none that can be read or meant
 * @param sampledValues may be empty: some charge points send nothing
 */
public record MeterValue(Instant sampledAt, List<SampledValue> sampledValues) {

    private boolean isOfImplausibleTime(Instant receivedAt) {
        return ClaimedTime.of(sampledAt, receivedAt).trust() == ClaimedTime.Trust.IMPLAUSIBLE;
    }

    /** The first time among them that cannot be meant, such as 1970. */
    public static Optional<Instant> implausibleTime(List<MeterValue> values, Instant receivedAt) {
        return values.stream()
                .filter(value -> value.isOfImplausibleTime(receivedAt))
                .map(MeterValue::sampledAt)
                .findFirst();
    }

    /**
     * The same, with the time of receipt in place of those that cannot be meant: each a microsecond after the one before,
     * so that they keep their order and none of them hides another.
     */
    public static List<MeterValue> timed(List<MeterValue> values, Instant receivedAt) {
        if (implausibleTime(values, receivedAt).isEmpty()) {
            return values;
        }
        List<MeterValue> timed = new ArrayList<>();
        for (MeterValue value : values) {
            timed.add(
                    value.isOfImplausibleTime(receivedAt)
                            ? new MeterValue(receivedAt.plus(timed.size(), ChronoUnit.MICROS), value.sampledValues())
                            : value);
        }
        return List.copyOf(timed);
    }
}
