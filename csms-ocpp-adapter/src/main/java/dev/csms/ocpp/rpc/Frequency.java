package dev.csms.ocpp.rpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Notices what happens too often to somebody: more than so many times within a while.
 *
 * @param <K> whom it happens to
 */
public final class Frequency<K> {

    private static final int MAX_KEYS = 100_000;

    private final int most;
    private final Duration within;
    private final InstantSource clock;
    private final Cache<K, Times> times;

    public Frequency(int most, Duration within, InstantSource clock) {
        this.most = most;
        this.within = within;
        this.clock = clock;
        this.times = Caffeine.newBuilder()
                .expireAfterWrite(within)
                .maximumSize(MAX_KEYS)
                .build();
    }

    /** It has happened once more. Answers whether that is too often now. */
    public boolean note(K who) {
        long now = clock.millis();
        return times.asMap()
                .compute(who, (_, before) -> before == null ? new Times(most).and(now) : before.and(now))
                .tooMany(now, within);
    }

    public boolean isTooHigh(K who) {
        Times known = times.getIfPresent(who);
        return known != null && known.tooMany(clock.millis(), within);
    }

    /** The latest, in a ring: one more than there may be. */
    private static final class Times {

        private final long[] millis;
        private int next;

        Times(int most) {
            millis = new long[most + 1];
            Arrays.fill(millis, Long.MIN_VALUE / 2);
        }

        synchronized Times and(long now) {
            millis[next] = now;
            next = (next + 1) % millis.length;
            return this;
        }

        synchronized boolean tooMany(long now, Duration within) {
            return now - millis[next] < within.toMillis();
        }
    }
}
