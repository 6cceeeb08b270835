package dev.csms.domain.chargingprofile;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of one profile, placed in time. All times are seconds since 1970: fractions of them are dropped.
 *
 * @param transactionStart where relative schedules start; absent if there is no transaction to start them
 */
record PlacedSchedule(ChargingProfile profile, @Nullable Long transactionStart) {

    /** Longer than there are instants, and still no overflow when added to one. */
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    /** What the schedule says at a time; nothing before it starts, after its duration, or when the profile is invalid. */
    Optional<ChargingSchedulePeriod> periodAt(long time) {
        if (time < secondOr(profile.validFrom(), Long.MIN_VALUE)
                || time >= secondOr(profile.validTo(), Long.MAX_VALUE)) {
            return Optional.empty();
        }
        Long start = startAt(time);
        if (start == null || time < start || time - start >= duration()) {
            return Optional.empty();
        }
        return schedule().periods().stream()
                .filter(period -> period.startPeriod() <= time - start)
                // of two with the same start, the later one in the list
                .reduce((first, second) -> second.startPeriod() >= first.startPeriod() ? second : first);
    }

    /** Adds the times between two others, both exclusive, at which it may begin to say something else. */
    void addChangesBetween(long from, long to, Set<Long> changes) {
        LongStream.concat(
                        LongStream.of(
                                secondOr(profile.validFrom(), Long.MIN_VALUE),
                                secondOr(profile.validTo(), Long.MAX_VALUE)),
                        startsBetween(from, to).flatMap(this::changesSince))
                .filter(time -> time > from && time < to)
                .forEach(changes::add);
    }

    private LongStream changesSince(long start) {
        LongStream periods = schedule().periods().stream().mapToLong(period -> start + period.startPeriod());
        return LongStream.concat(LongStream.of(start, start + duration()), periods);
    }

    /** The starts whose schedules reach into a time, or begin in it. */
    private LongStream startsBetween(long from, long to) {
        Long first = startAt(from);
        if (first == null) {
            return LongStream.empty();
        }
        RecurrencyKind recurrency = profile.recurrency();
        return recurrency == null
                ? LongStream.of(first)
                : LongStream.iterate(first, start -> start < to, start -> start + recurrency.seconds());
    }

    /** The start that counts at a time, which is the last one until then if it recurs; null if it has none. */
    private @Nullable Long startAt(long time) {
        Instant startSchedule = schedule().startSchedule();
        return switch (profile.kind()) {
            case ABSOLUTE -> startSchedule == null ? transactionStart : Long.valueOf(startSchedule.getEpochSecond());
            case RELATIVE -> transactionStart;
            case RECURRING -> {
                RecurrencyKind recurrency = profile.recurrency();
                if (startSchedule == null || recurrency == null) {
                    yield null;
                }
                long first = startSchedule.getEpochSecond();
                // it does not reach back to before startSchedule, though some charge points think so
                yield time < first ? first : time - (time - first) % recurrency.seconds();
            }
        };
    }

    private long duration() {
        return schedule().duration() == null ? FOR_EVER : schedule().duration();
    }

    private ChargingSchedule schedule() {
        return profile.chargingSchedule();
    }

    private static long secondOr(@Nullable Instant instant, long otherwise) {
        return instant == null ? otherwise : instant.getEpochSecond();
    }
}
