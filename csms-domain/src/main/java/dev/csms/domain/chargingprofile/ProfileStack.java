package dev.csms.domain.chargingprofile;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Profiles of one purpose. At any time the highest stackLevel that says something is heard, and no other (OCPP 1.6
 * §3.13.2).
 *
 * @param schedules by descending stackLevel
 */
record ProfileStack(List<PlacedSchedule> schedules) {

    static ProfileStack of(Stream<ChargingProfile> profiles, @Nullable Long transactionStart) {
        return new ProfileStack(profiles.sorted(
                        Comparator.comparingInt(ChargingProfile::stackLevel).reversed())
                .map(profile -> new PlacedSchedule(profile, transactionStart))
                .toList());
    }

    /** @param defaultPhases of a period that does not say */
    Optional<Limit> limitAt(long time, int defaultPhases) {
        return schedules.stream()
                .flatMap(schedule -> schedule.periodAt(time).stream()
                        .map(period -> limit(period, schedule.profile().chargingSchedule(), defaultPhases)))
                .findFirst();
    }

    void addChangesBetween(long from, long to, Set<Long> changes) {
        schedules.forEach(schedule -> schedule.addChangesBetween(from, to, changes));
    }

    private static Limit limit(ChargingSchedulePeriod period, ChargingSchedule schedule, int defaultPhases) {
        Integer phases = period.numberPhases();
        return new Limit(
                period.limit(), schedule.chargingRateUnit(), phases == null || phases < 1 ? defaultPhases : phases);
    }
}
