package dev.csms.domain.chargingprofile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits over time (OCPP 1.6 §7.13). Nothing is checked here; see {@link ProposedProfile}.
 *
 * @param duration        in seconds; absent if the last period goes on for ever, or until the schedule recurs
 * @param startSchedule   absent in relative profiles
 * @param minChargingRate in chargingRateUnit, one decimal: below it charging is inefficient. Information only, it raises
 *                        no limit
 * @param periods         at least one, by ascending startPeriod
 */
public record ChargingSchedule(
        @Nullable Integer duration,
        @Nullable Instant startSchedule,
        ChargingRateUnit chargingRateUnit,
        @Nullable BigDecimal minChargingRate,
        List<ChargingSchedulePeriod> periods) {

    public ChargingSchedule {
        Objects.requireNonNull(chargingRateUnit, "chargingRateUnit");
        periods = List.copyOf(periods);
    }
}
