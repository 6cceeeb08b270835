package dev.csms.bench.product;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time spent, in user and kernel mode.
 *
 * @param jvm      of the product's JVM
 * @param postgres of the postmaster and all its children, those that have ended included
 * @param threads  of the product's JVM by name of thread; virtual threads count as their carriers
 * @param others   of all that is neither the product nor the benchmark: what disturbs the measurement
 */
public record CpuTime(Duration jvm, Duration postgres, Map<String, Duration> threads, Duration others) {

    public CpuTime since(CpuTime earlier) {
        Map<String, Duration> difference = new TreeMap<>(threads);
        earlier.threads.forEach((name, time) -> difference.computeIfPresent(name, (_, later) -> later.minus(time)));
        return new CpuTime(
                jvm.minus(earlier.jvm), postgres.minus(earlier.postgres), difference, others.minus(earlier.others));
    }
}
