package dev.csms.ocpp.v16;

import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.ChargingSchedulePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetCompositeSchedule: asks what limits a charge point will keep to (OCPP 1.6 §5.7). */
interface GetCompositeSchedule {

    /**
     * GetCompositeSchedule.req (§6.21).
     *
     * @param connectorId 0 for the charge point as a whole
     * @param duration    seconds
     */
    record Request(
            @Min(0) int connectorId,
            @Min(0) int duration,
            @Nullable ChargingRateUnit chargingRateUnit) {}

    /**
     * GetCompositeSchedule.conf (§6.22).
     *
     * @param connectorId      absent unless accepted, like the members after it
     * @param scheduleStart    what the periods count from
     * @param chargingSchedule without startSchedule, which some send nevertheless (errata 3.57)
     */
    record Response(
            Status status,
            @Nullable Integer connectorId,
            @Nullable Instant scheduleStart,
            @Nullable Schedule chargingSchedule) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }

    /** A {@link ChargingSchedule} that was worked out, not set: quotients have decimals, and there may be no limit. */
    record Schedule(
            @Nullable Integer duration,
            @Nullable Instant startSchedule,
            ChargingRateUnit chargingRateUnit,
            List<Period> chargingSchedulePeriod,
            @Nullable BigDecimal minChargingRate) {

        dev.csms.domain.chargingprofile.ChargingSchedule schedule() {
            return new dev.csms.domain.chargingprofile.ChargingSchedule(
                    duration,
                    startSchedule,
                    chargingRateUnit,
                    minChargingRate,
                    chargingSchedulePeriod.stream()
                            .map(period -> new ChargingSchedulePeriod(
                                    period.startPeriod(), period.limit(), period.numberPhases()))
                            .toList());
        }
    }

    /** A {@link ChargingSchedule.Period} that was worked out. */
    record Period(
            int startPeriod, BigDecimal limit, @Nullable Integer numberPhases) {}
}
