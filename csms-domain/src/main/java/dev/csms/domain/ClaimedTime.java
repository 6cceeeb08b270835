package dev.csms.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that a charge point claims, held against the time at which we heard of it. Old times are normal: what could
 * not be sent is queued (OCPP 1.6 §3.7). Clocks that were never set, or run ahead, are not.
 *
 * @param effective the time to go by: the claimed one where it can be believed, else ours
 * @param claimed   as said; absent if nothing could be read
 */
public record ClaimedTime(Instant effective, @Nullable Instant claimed, Trust trust) {

    /** How far ahead of ours a clock may be without a word. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** What is said to be older was not queued while there was no connection: the clock is wrong. */
    public static final Duration LONGEST_QUEUE = Duration.ofDays(30);

    /** How far ahead a claimed time is still taken: a wrong zone, not a wrong century. */
    private static final Duration CREDIBLE_LEAD = Duration.ofDays(1);

    /** Before the first charge point of this protocol was switched on. */
    private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");

    /** What to make of a claimed time. */
    public enum Trust {
        CREDIBLE,
        AHEAD,
        IMPLAUSIBLE,
        MISSING
    }

    public static ClaimedTime of(@Nullable Instant claimed, Instant receivedAt) {
        if (claimed == null) {
            return new ClaimedTime(receivedAt, null, Trust.MISSING);
        }
        if (claimed.isBefore(EARLIEST) || claimed.isAfter(receivedAt.plus(CREDIBLE_LEAD))) {
            return new ClaimedTime(receivedAt, claimed, Trust.IMPLAUSIBLE);
        }
        return new ClaimedTime(
                claimed, claimed, claimed.isAfter(receivedAt.plus(TOLERANCE)) ? Trust.AHEAD : Trust.CREDIBLE);
    }
}
