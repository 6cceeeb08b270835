package dev.csms.query.chargingprofile;

import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.CompositeSchedule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits over time as they are shown. @param uncertain whether profiles that they rest on may not be there */
public record CompositeScheduleView(CompositeSchedule schedule, boolean uncertain) {

    /** @param startsAt the instant that startPeriod means */
    public record PeriodView(
            int startPeriod,
            Instant startsAt,
            @Nullable BigDecimal limit,
            @Nullable Integer numberPhases) {}

    public int connectorId() {
        return schedule.connectorId();
    }

    public Instant scheduleStart() {
        return schedule.scheduleStart();
    }

    public int durationSeconds() {
        return schedule.duration();
    }

    public ChargingRateUnit chargingRateUnit() {
        return schedule.chargingRateUnit();
    }

    public List<PeriodView> periods() {
        return schedule.periods().stream()
                .map(period -> new PeriodView(
                        period.startPeriod(),
                        schedule.scheduleStart().plusSeconds(period.startPeriod()),
                        period.limit(),
                        period.numberPhases()))
                .toList();
    }
}
