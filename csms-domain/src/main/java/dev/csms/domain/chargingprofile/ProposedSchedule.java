package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.CHARGE_POINT_MAX_PROFILE;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The schedule of a {@link ProposedProfile}: what can be said of it without regard to where it goes. */
record ProposedSchedule(ChargingProfile profile, ProfileLimits limits) {

    static final int ASSUMED_PHASES = 3;

    /** With less, a vehicle does not charge. */
    private static final BigDecimal LEAST_AMPS = BigDecimal.valueOf(6);

    void check(Findings findings) {
        checkSchedule(findings);
        checkPeriods(findings);
    }

    private void checkSchedule(Findings findings) {
        ChargingSchedule schedule = profile.chargingSchedule();
        Integer duration = schedule.duration();
        findings.addIf(
                duration != null && duration <= 0,
                ProfileRule.DURATION_POSITIVE,
                "chargingSchedule.duration",
                "The schedule is over before it starts; leave it out, or give the seconds that it lasts.");
        RecurrencyKind recurrency = profile.recurrency();
        if (recurrency != null && duration != null && duration > recurrency.seconds()) {
            findings.add(
                    ProfileRule.WITHIN_RECURRENCE,
                    "chargingSchedule.duration",
                    "The schedule starts again after %d seconds; what is beyond never happens."
                            .formatted(recurrency.seconds()));
        }
        Set<ChargingRateUnit> units = limits.rateUnits();
        if (units != null && !units.contains(schedule.chargingRateUnit())) {
            findings.add(
                    ProfileRule.RATE_UNIT_ALLOWED,
                    "chargingSchedule.chargingRateUnit",
                    "This charge point takes limits in %s only.".formatted(spelled(units)));
        }
        BigDecimal minChargingRate = schedule.minChargingRate();
        if (minChargingRate != null) {
            checkDecimals(findings, "chargingSchedule.minChargingRate", minChargingRate);
            findings.add(
                    ProfileRule.NO_MIN_CHARGING_RATE,
                    "chargingSchedule.minChargingRate",
                    "Some charge points raise lower limits to it; leave it out.");
        }
    }

    private void checkPeriods(Findings findings) {
        List<ChargingSchedulePeriod> periods = profile.chargingSchedule().periods();
        String all = "chargingSchedule.chargingSchedulePeriod";
        findings.addIf(periods.isEmpty(), ProfileRule.AT_LEAST_ONE_PERIOD, all, "A schedule has at least one period.");
        findings.addIf(
                limits.maxPeriods() != null && periods.size() > limits.maxPeriods(),
                ProfileRule.PERIODS_WITHIN_MAXIMUM,
                all,
                "This charge point takes %d periods at most, not %d.".formatted(limits.maxPeriods(), periods.size()));
        for (int i = 0; i < periods.size(); i++) {
            String member = all + "[" + i + "]";
            checkStart(findings, member + ".startPeriod", periods.get(i), i == 0 ? null : periods.get(i - 1));
            checkLimit(findings, member + ".limit", periods.get(i).limit());
            checkPhases(findings, member + ".numberPhases", periods.get(i).numberPhases());
        }
    }

    private void checkStart(
            Findings findings, String member, ChargingSchedulePeriod period, @Nullable ChargingSchedulePeriod before) {
        int start = period.startPeriod();
        if (before == null) {
            findings.addIf(
                    start != 0,
                    ProfileRule.FIRST_PERIOD_AT_START,
                    member,
                    "The first period starts with the schedule, at 0, not " + start + ".");
        } else {
            findings.addIf(
                    start <= before.startPeriod(),
                    ProfileRule.PERIODS_ASCENDING,
                    member,
                    "Each period starts after the one before: %d is not after %d."
                            .formatted(start, before.startPeriod()));
        }
        Integer duration = profile.chargingSchedule().duration();
        RecurrencyKind recurrency = profile.recurrency();
        if (recurrency != null && start >= recurrency.seconds()) {
            findings.add(
                    ProfileRule.WITHIN_RECURRENCE,
                    member,
                    "The schedule starts again after %d seconds, so this period never comes."
                            .formatted(recurrency.seconds()));
        } else if (duration != null && duration > 0 && start >= duration) {
            findings.add(
                    ProfileRule.WITHIN_DURATION,
                    member,
                    "The schedule ends after %d seconds, so this period never comes.".formatted(duration));
        }
    }

    private void checkLimit(Findings findings, String member, BigDecimal limit) {
        findings.addIf(
                limit.signum() < 0, ProfileRule.LIMIT_NOT_NEGATIVE, member, "A limit is 0 or more; 0 stops charging.");
        checkDecimals(findings, member, limit);
        findings.addIf(
                profile.chargingSchedule().chargingRateUnit() == ChargingRateUnit.A
                        && profile.purpose() != CHARGE_POINT_MAX_PROFILE
                        && limit.signum() > 0
                        && limit.compareTo(LEAST_AMPS) < 0,
                ProfileRule.ENOUGH_TO_CHARGE,
                member,
                "No vehicle charges with less than 6 A; give 0 to stop, else at least 6.");
    }

    private static void checkDecimals(Findings findings, String member, BigDecimal value) {
        findings.addIf(
                value.stripTrailingZeros().scale() > 1,
                ProfileRule.ONE_DECIMAL,
                member,
                "There is at most one decimal, such as 8.1.");
    }

    private static void checkPhases(Findings findings, String member, @Nullable Integer numberPhases) {
        if (numberPhases == null) {
            return;
        }
        findings.addIf(
                numberPhases < 1 || numberPhases > ASSUMED_PHASES,
                ProfileRule.ONE_TO_THREE_PHASES,
                member,
                "There are 1 to 3 phases, not " + numberPhases + "; leave it out for direct current.");
        findings.addIf(
                numberPhases == ASSUMED_PHASES,
                ProfileRule.THREE_PHASES_UNSAID,
                member,
                "3 is what is assumed without it; leave it out, for direct current too.");
    }

    private static String spelled(Set<ChargingRateUnit> units) {
        return units.stream().sorted().map(Enum::name).collect(Collectors.joining(" and "));
    }
}
