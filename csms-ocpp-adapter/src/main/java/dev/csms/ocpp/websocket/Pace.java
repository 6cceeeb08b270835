package dev.csms.ocpp.websocket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast one peer may talk: so many messages and pings in a second, and for a while five times as many. What is more
 * has to wait; who wants more than that for too long is out of order.
 */
final class Pace {

    private static final int PINGS_PER_SECOND = 20;
    private static final int BURST_SECONDS = 5;

    private final int messagesPerSecond;
    private final long floodNanos;
    private @Nullable TokenBucket pings;
    private @Nullable TokenBucket messages;
    private boolean flooding;
    private long floodingSinceNanos;

    /** What is to be done about a peer that was too fast. */
    enum Verdict {
        WAIT,
        GO_ON,
        ENOUGH
    }

    /**
     * @param messagesPerSecond 0 for any number
     * @param floodTime         after which it is enough
     */
    Pace(int messagesPerSecond, Duration floodTime) {
        this.messagesPerSecond = messagesPerSecond;
        this.floodNanos = floodTime.toNanos();
    }

    /** One message more. False if the next has to wait. */
    boolean message() {
        if (messagesPerSecond == 0) {
            return true;
        }
        long now = System.nanoTime();
        if (messages == null) {
            messages = new TokenBucket(messagesPerSecond, messagesPerSecond * BURST_SECONDS, now);
        }
        return take(messages, now);
    }

    /** The same for a ping. */
    boolean ping() {
        long now = System.nanoTime();
        if (pings == null) {
            pings = new TokenBucket(PINGS_PER_SECOND, PINGS_PER_SECOND * BURST_SECONDS, now);
        }
        return take(pings, now);
    }

    private boolean take(TokenBucket bucket, long now) {
        boolean left = bucket.take(now);
        if (!left && !flooding) {
            flooding = true;
            floodingSinceNanos = now;
        }
        return left;
    }

    /** Whether it was too fast, and has not made up for it yet. */
    boolean isFlooding() {
        return flooding;
    }

    Verdict judge(long now) {
        boolean full = (pings == null || pings.isFull(now)) && (messages == null || messages.isFull(now));
        boolean empty = pings != null && pings.isEmpty(now) || messages != null && messages.isEmpty(now);
        if (now - floodingSinceNanos > floodNanos) {
            return Verdict.ENOUGH;
        }
        if (empty) {
            return Verdict.WAIT;
        }
        flooding = !full;
        return Verdict.GO_ON;
    }
}
