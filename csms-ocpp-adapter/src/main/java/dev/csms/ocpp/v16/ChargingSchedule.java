package dev.csms.ocpp.v16;

import dev.csms.domain.chargingprofile.ChargingRateUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits over time (OCPP 1.6 §7.13).
 *
 * @param duration        seconds
 * @param minChargingRate in chargingRateUnit
 */
record ChargingSchedule(
        @Nullable Integer duration,
        @Nullable Instant startSchedule,
        ChargingRateUnit chargingRateUnit,
        @MinItems(1) List<Period> chargingSchedulePeriod,
        @Decimals(1) @Nullable BigDecimal minChargingRate) {

    /**
     * ChargingSchedulePeriod (§7.14).
     *
     * @param startPeriod seconds from the start of the schedule
     * @param limit       in chargingRateUnit
     */
    record Period(
            int startPeriod,
            @Decimals(1) BigDecimal limit,
            @Nullable Integer numberPhases) {}

    static ChargingSchedule of(dev.csms.domain.chargingprofile.ChargingSchedule schedule) {
        return new ChargingSchedule(
                schedule.duration(),
                schedule.startSchedule(),
                schedule.chargingRateUnit(),
                schedule.periods().stream()
                        .map(period -> new Period(period.startPeriod(), period.limit(), period.numberPhases()))
                        .toList(),
                schedule.minChargingRate());
    }
}
