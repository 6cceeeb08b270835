package dev.csms.app.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sign-ins that failed lately. Counted by address and by name at an address: whoever fails too often waits, and nobody
 * can lock somebody else out from elsewhere.
 */
final class Failures {

    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final int MOST_OF_A_NAME = 10;
    private static final int MOST_OF_AN_ADDRESS = 50;

    private final Cache<String, AtomicInteger> counts =
            Caffeine.newBuilder().expireAfterWrite(MEMORY).maximumSize(100_000).build();

    boolean areTooMany(String name, String address) {
        return count(address) >= MOST_OF_AN_ADDRESS || count(address + "\n" + name) >= MOST_OF_A_NAME;
    }

    void add(String name, String address) {
        increment(address);
        increment(address + "\n" + name);
    }

    private int count(String key) {
        AtomicInteger count = counts.getIfPresent(key);
        return count == null ? 0 : count.get();
    }

    private void increment(String key) {
        counts.get(key, _ -> new AtomicInteger()).incrementAndGet();
    }
}
