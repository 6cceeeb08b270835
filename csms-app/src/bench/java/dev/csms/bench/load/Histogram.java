package dev.csms.bench.load;

import java.time.Duration;

/** Counts durations in buckets that are at most 0.8 % wide: 128 for each power of two of nanoseconds. */
public final class Histogram {

    private static final int BITS = 7;
    private static final int HALF = 1 << BITS;

    private final long[] counts = new long[(Long.SIZE - BITS) << BITS];
    private long total;
    private long max;

    void record(long nanos) {
        long value = Math.max(nanos, 0);
        counts[bucketOf(value)]++;
        total++;
        max = Math.max(max, value);
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
        max = Math.max(max, other.max);
    }

    public long total() {
        return total;
    }

    public Duration max() {
        return Duration.ofNanos(max);
    }

    /** @param percent 0 to 100; of nothing it is zero */
    public Duration percentile(double percent) {
        long wanted = Math.max(1, (long) Math.ceil(total * percent / 100));
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Duration.ofNanos(Math.min(max, upperEndOf(i)));
            }
        }
        return Duration.ZERO;
    }

    private static int bucketOf(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value));
        return (shift << BITS) + (int) (value >>> shift);
    }

    private static long upperEndOf(int bucket) {
        int shift = Math.max(0, (bucket >> BITS) - 1);
        long significant = bucket - ((long) shift << BITS);
        return ((significant + 1) << shift) - 1;
    }
}
