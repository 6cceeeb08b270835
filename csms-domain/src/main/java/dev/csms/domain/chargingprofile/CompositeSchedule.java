package dev.csms.domain.chargingprofile;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What remains of all installed profiles: the limit that counts, and when it changes (OCPP 1.6 §3.13.3, §5.7). It is a
 * prediction, to be held against what the charge point answers to GetCompositeSchedule.
 *
 * <p>Where the specification leaves a choice: a profile ends just before its validTo; where a TxProfile says nothing the
 * TxDefaultProfile does; default profiles of the charge point and of a connector are one stack, in which the connector's
 * own replaces the other of its level; recurring schedules do not reach back to before their start; relative ones say
 * nothing without a transaction; no limit is raised to minChargingRate; of two limits in different units, the one is
 * converted by the lower number of phases of the two.
 *
 * @param connectorId      0: what the charge point as a whole is expected to draw
 * @param scheduleStart    without fractions of seconds
 * @param duration         in seconds
 * @param chargingRateUnit of all limits
 * @param periods          the first starts at 0, no two neighbours are equal; none if duration is not positive
 */
public record CompositeSchedule(
        int connectorId, Instant scheduleStart, int duration, ChargingRateUnit chargingRateUnit, List<Period> periods) {

    /**
     * @param startPeriod  seconds from scheduleStart
     * @param limit        in the schedule's unit, with one decimal, rounded down; absent if there is none
     * @param numberPhases over which it is spread; absent without a limit, and where a charge point does not say
     */
    public record Period(
            int startPeriod,
            @Nullable BigDecimal limit,
            @Nullable Integer numberPhases) {

        private boolean saysTheSameAs(Period other) {
            return limit == null
                    ? other.limit == null
                    : limit.equals(other.limit) && numberPhases != null && numberPhases.equals(other.numberPhases);
        }
    }

    public CompositeSchedule {
        periods = List.copyOf(periods);
    }

    /** Longest that is worked out in one go, in seconds: a week, after which most schedules have come round. */
    public static final int LONGEST = 604_800;

    private static final int MOST_REPORTED_PERIODS = 1_000;

    /**
     * What a charge point says of itself (OCPP 1.6 §5.7). Its own startSchedule is not heeded (errata 3.57). A negative
     * limit means that there is none: some charge points say it so.
     *
     * @param duration asked for, in seconds; the answer's own counts where it has one
     */
    public static CompositeSchedule reported(
            int connectorId, Instant scheduleStart, int duration, ChargingSchedule answer) {
        Integer own = answer.duration();
        int seconds = Math.clamp(own == null || own <= 0 ? duration : own, 0, LONGEST);
        List<Period> periods = new ArrayList<>();
        answer.periods().stream()
                .filter(period -> period.startPeriod() >= 0 && period.startPeriod() < seconds)
                .sorted(Comparator.comparingInt(ChargingSchedulePeriod::startPeriod))
                .limit(MOST_REPORTED_PERIODS)
                .map(period -> reported(period, answer.chargingRateUnit()))
                .forEach(periods::add);
        if (periods.isEmpty() || periods.getFirst().startPeriod() > 0) {
            periods.addFirst(new Period(0, null, null));
        }
        return new CompositeSchedule(
                connectorId,
                scheduleStart.truncatedTo(ChronoUnit.SECONDS),
                seconds,
                answer.chargingRateUnit(),
                periods);
    }

    private static Period reported(ChargingSchedulePeriod period, ChargingRateUnit unit) {
        return period.limit().signum() < 0
                ? new Period(period.startPeriod(), null, null)
                : new Period(period.startPeriod(), new Limit(period.limit(), unit, 0).value(), period.numberPhases());
    }

    /**
     * The limits of one connector, or of the charge point. Its cost grows with how often schedules recur meanwhile, so
     * whoever lets others choose the duration should bound it.
     *
     * <p>A connector is limited by the ChargePointMaxProfile and by its transaction's profiles, whichever is lower. The
     * charge point is expected to draw what its transactions may together, and no more than its ChargePointMaxProfile:
     * so 0 while there are none. A transaction that nothing limits counts with the hardware limit of its connector.
     *
     * @param connectorId 0 for the charge point as a whole
     * @param duration    in seconds
     */
    public static CompositeSchedule of(
            ChargingSituation situation, int connectorId, Instant from, int duration, ChargingRateUnit unit) {
        long start = from.getEpochSecond();
        LimitsInForce limits = LimitsInForce.of(situation, connectorId, unit);
        List<Period> periods = new ArrayList<>();
        for (long time : limits.changesBetween(start, start + duration)) {
            Optional<Limit> limit = limits.limitAt(time);
            Period period = new Period(
                    Math.toIntExact(time - start),
                    limit.map(found -> Limit.rounded(found.value())).orElse(null),
                    limit.map(Limit::phases).orElse(null));
            if (periods.isEmpty() || !periods.getLast().saysTheSameAs(period)) {
                periods.add(period);
            }
        }
        return new CompositeSchedule(connectorId, Instant.ofEpochSecond(start), duration, unit, periods);
    }
}
