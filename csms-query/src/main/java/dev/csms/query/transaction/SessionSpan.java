package dev.csms.query.transaction;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the samples of one transaction were taken. Some charge points go on with its id when it has ended, or have the
 * next one's already: what they show then is somebody else's energy.
 *
 * @param from  null where nothing is known of it
 * @param until null while nothing is known of it
 */
record SessionSpan(@Nullable Instant from, @Nullable Instant until) {

    /**
     * Readings are stamped to the second and taken in turns of their own, so that the one of the start may be from just
     * before it and the one of the stop from just after. The register stands still there: what comes in too much says
     * the same.
     */
    private static final Duration EDGE = Duration.ofSeconds(10);

    /**
     * @param endedAt when it stopped, or by when it was over by the evidence; absent while it is open
     * @param stopped absent if its charge point has not said so
     */
    static SessionSpan of(TransactionStarted started, @Nullable Instant endedAt, @Nullable TransactionStopped stopped) {
        Duration lead = lead(started.startedAt(), started.receivedAt());
        boolean wasSaid = started.startedAt().equals(started.claimedAt());
        return new SessionSpan(
                wasSaid ? started.startedAt().minus(lead).minus(EDGE) : null,
                endedAt == null
                        ? null
                        : endedAt.plus(stillAhead(stopped) ? Duration.ZERO : lead)
                                .plus(EDGE));
    }

    /** By how much the clock was ahead of ours, which may have been corrected at any time since. */
    private static Duration lead(Instant claimed, Instant receivedAt) {
        return claimed.isAfter(receivedAt) ? Duration.between(receivedAt, claimed) : Duration.ZERO;
    }

    private static boolean stillAhead(@Nullable TransactionStopped stopped) {
        return stopped != null && stopped.stoppedAt().isAfter(stopped.receivedAt());
    }

    List<MeterValue> within(List<MeterValue> values) {
        return values.stream().filter(value -> contains(value.sampledAt())).toList();
    }

    private boolean contains(Instant time) {
        return (from == null || !time.isBefore(from)) && (until == null || !time.isAfter(until));
    }
}
