package dev.csms.app.overload;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * How much of the heap is in use by what outlives collections: what is in use at any other time says little, since most
 * of it is garbage.
 *
 * <p>What a collection has found counts for a while only. A heap that is really full is collected again and again; one
 * that is not any more may not be for a long time.
 */
final class HeapAfterCollection {

    private static final Duration GOOD_FOR = Duration.ofSeconds(30);

    private final List<MemoryPoolMXBean> longLived = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .toList();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> longLived.stream()
                    .anyMatch(pool ->
                            Arrays.asList(collector.getMemoryPoolNames()).contains(pool.getName())))
            .toList();
    private long collections = -1;
    private Instant collectedAt = Instant.MIN;

    /** By one thread. @return 0 to 1; 0 if that is not known, or was too long ago */
    double share(Instant now) {
        long count = collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
        if (count != collections) {
            collections = count;
            collectedAt = now;
        }
        if (now.isAfter(collectedAt.plus(GOOD_FOR))) {
            return 0;
        }
        return longLived.stream().mapToDouble(HeapAfterCollection::share).max().orElse(0);
    }

    private static double share(MemoryPoolMXBean pool) {
        MemoryUsage found = pool.getCollectionUsage();
        return found == null || found.getMax() <= 0 ? 0 : (double) found.getUsed() / found.getMax();
    }
}
