package dev.csms.ocpp.websocket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often somebody may fail: so many times in a minute, then for a minute not at all, and each further time for twice
 * as long. It is for whoever keeps it to look at what may be right all the same.
 *
 * @param <K> who fails, as whom
 */
final class FailureBudget<K> {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int LONGEST_MINUTES = 15;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final int MAX_REMEMBERED = 50_000;

    private final int perMinute;
    private final LongSupplier nanos;
    private final Cache<K, Failures> failures = Caffeine.newBuilder()
            .expireAfterAccess(FORGOTTEN_AFTER)
            .maximumSize(MAX_REMEMBERED)
            .build();

    /** @param nanos as {@link System#nanoTime} */
    FailureBudget(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
    }

    private static final class Failures {

        private long minuteNanos;
        private int inMinute;
        private int bans;
        private long endNanos;
    }

    /** It has failed once more. @return for how long it is not to come again; 0 if it may at once */
    Duration failed(K who) {
        long now = nanos.getAsLong();
        Failures known = failures.get(who, _ -> new Failures());
        synchronized (known) {
            if (known.bans > 0 && now - known.endNanos < 0) {
                return Duration.ofNanos(known.endNanos - now);
            }
            if (known.inMinute == 0 || now - known.minuteNanos >= MINUTE_NANOS) {
                known.minuteNanos = now;
                known.inMinute = 0;
            }
            known.inMinute++;
            if (known.inMinute <= perMinute) {
                return Duration.ZERO;
            }
            known.inMinute = 0;
            long minutes = Math.min(LONGEST_MINUTES, 1L << Math.min(known.bans, Integer.SIZE));
            known.bans++;
            known.endNanos = now + minutes * MINUTE_NANOS;
            return Duration.ofMinutes(minutes);
        }
    }

    /** For how long it is not to come; 0 if it may at once. */
    Duration pause(K who) {
        Failures known = failures.getIfPresent(who);
        if (known == null) {
            return Duration.ZERO;
        }
        synchronized (known) {
            long left = known.bans == 0 ? 0 : known.endNanos - nanos.getAsLong();
            return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
        }
    }

    void succeeded(K who) {
        failures.invalidate(who);
    }
}
