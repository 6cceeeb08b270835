package dev.csms.bench.hostile;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long it took, each time. */
final class Delays {

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(Duration delay) {
        nanos.add(delay.toNanos());
    }

    int count() {
        return nanos.size();
    }

    /** @param percent 0 to 100; of nothing it is zero */
    Duration percentile(double percent) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * percent / 100))]);
    }
}
