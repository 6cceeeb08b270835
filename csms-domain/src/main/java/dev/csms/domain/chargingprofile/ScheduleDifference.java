package dev.csms.domain.chargingprofile;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a charge point says that it keeps to another limit than its profiles give.
 *
 * @param from     the first instant of it
 * @param to       the first instant after it
 * @param expected by our account; absent for no limit
 * @param reported by the charge point; absent for no limit
 * @param text     a sentence for operators
 */
public record ScheduleDifference(
        Instant from,
        Instant to,
        @Nullable BigDecimal expected,
        @Nullable BigDecimal reported,
        String text) {

    /** What rounding to one decimal, in either unit, can come to: 0.2 A on each of three phases of 230 V. */
    private static final Map<ChargingRateUnit, BigDecimal> TOLERANCE =
            Map.of(ChargingRateUnit.A, new BigDecimal("0.2"), ChargingRateUnit.W, new BigDecimal("140"));

    /** Less than this differs by nothing that matters, in either unit. */
    public static BigDecimal tolerance(ChargingRateUnit unit) {
        return TOLERANCE.getOrDefault(unit, BigDecimal.ZERO);
    }

    /**
     * Where the two differ by more than the {@link #tolerance}, in the time that both speak of.
     *
     * @param expected of the same unit
     */
    public static List<ScheduleDifference> between(CompositeSchedule expected, CompositeSchedule reported) {
        long from = Math.max(startOf(expected), startOf(reported));
        long to = Math.min(endOf(expected), endOf(reported));
        TreeMap<Long, CompositeSchedule.Period> ours = byTime(expected);
        TreeMap<Long, CompositeSchedule.Period> theirs = byTime(reported);
        TreeSet<Long> changes = new TreeSet<>(ours.keySet());
        changes.addAll(theirs.keySet());
        changes.add(from);
        changes.add(to);
        List<Span> spans = new ArrayList<>();
        for (long start : changes.subSet(from, Math.max(from, to))) {
            Long end = changes.higher(start);
            Span span = new Span(start, end == null ? to : end, limitAt(ours, start), limitAt(theirs, start));
            if (spans.isEmpty() || !spans.getLast().saysTheSameAs(span)) {
                spans.add(span);
            } else {
                spans.set(spans.size() - 1, spans.getLast().until(span.to()));
            }
        }
        return spans.stream()
                .filter(span -> span.differsBy(tolerance(reported.chargingRateUnit())))
                .map(span -> span.difference(reported))
                .toList();
    }

    private static long startOf(CompositeSchedule schedule) {
        return schedule.scheduleStart().getEpochSecond();
    }

    private static long endOf(CompositeSchedule schedule) {
        return startOf(schedule) + schedule.duration();
    }

    private static TreeMap<Long, CompositeSchedule.Period> byTime(CompositeSchedule schedule) {
        TreeMap<Long, CompositeSchedule.Period> periods = new TreeMap<>();
        schedule.periods().forEach(period -> periods.put(startOf(schedule) + period.startPeriod(), period));
        return periods;
    }

    private static @Nullable BigDecimal limitAt(TreeMap<Long, CompositeSchedule.Period> periods, long time) {
        Map.Entry<Long, CompositeSchedule.Period> period = periods.floorEntry(time);
        return period == null ? null : period.getValue().limit();
    }

    /** A time in which neither changes, in seconds since 1970. */
    private record Span(
            long from,
            long to,
            @Nullable BigDecimal expected,
            @Nullable BigDecimal reported) {

        boolean saysTheSameAs(Span other) {
            return same(expected, other.expected) && same(reported, other.reported);
        }

        private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            return one == null ? other == null : other != null && one.compareTo(other) == 0;
        }

        Span until(long later) {
            return new Span(from, later, expected, reported);
        }

        boolean differsBy(BigDecimal more) {
            return expected == null || reported == null
                    ? (expected == null) != (reported == null)
                    : expected.subtract(reported).abs().compareTo(more) > 0;
        }

        ScheduleDifference difference(CompositeSchedule schedule) {
            Instant start = Instant.ofEpochSecond(from);
            Instant end = Instant.ofEpochSecond(to);
            return new ScheduleDifference(
                    start,
                    end,
                    expected,
                    reported,
                    "From %s for %s: %s".formatted(start, spoken(start, end), words(schedule)));
        }

        private static String spoken(Instant start, Instant end) {
            long seconds = Duration.between(start, end).toSeconds();
            return seconds % 3600 == 0
                    ? seconds / 3600 + " h"
                    : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
        }

        private String words(CompositeSchedule schedule) {
            ChargingRateUnit unit = schedule.chargingRateUnit();
            if (expected == null) {
                return "no profile that we know of limits it, yet the charge point names a limit of %s %s. It may be the most that it can deliver; else it has a profile that we have not sent, or a limit set on site."
                        .formatted(plain(reported), unit);
            }
            if (reported == null) {
                return "the profiles that it accepted limit it to %s %s, yet the charge point names no limit. It may have lost them."
                        .formatted(plain(expected), unit);
            }
            if (schedule.connectorId() == 0 && expected.signum() == 0) {
                return "nothing is charging that we know of, so it should draw nothing; the charge point names its limit, %s %s."
                        .formatted(plain(reported), unit);
            }
            return expected.compareTo(reported) < 0
                    ? "the charge point allows %s %s, more than the %s %s of the profiles that it accepted. It may have lost one, or not understood it."
                            .formatted(plain(reported), unit, plain(expected), unit)
                    : "the charge point allows %s %s, less than the %s %s of the profiles that it accepted. It may have a profile that we have not sent, share its limit among connectors, or have a limit set on site."
                            .formatted(plain(reported), unit, plain(expected), unit);
        }

        private static String plain(@Nullable BigDecimal limit) {
            return limit == null ? "none" : limit.stripTrailingZeros().toPlainString();
        }
    }
}
