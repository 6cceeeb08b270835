package dev.csms.query.graphql;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** How many mutations each caller has sent within this minute. */
final class MutationRate {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final int perMinute;
    private final InstantSource clock;
    private final Map<String, Integer> sent = new HashMap<>();
    private long minute;

    /** @param perMinute 0 for any number */
    MutationRate(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** All of them or none. */
    synchronized boolean take(String caller, int mutations) {
        if (perMinute == 0) {
            return true;
        }
        long now = clock.millis() / MINUTE;
        if (now != minute) {
            minute = now;
            sent.clear();
        }
        int before = sent.getOrDefault(caller, 0);
        if (before + mutations > perMinute) {
            return false;
        }
        sent.put(caller, before + mutations);
        return true;
    }
}
