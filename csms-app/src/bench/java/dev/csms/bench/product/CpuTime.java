package dev.csms.bench.product;

import java.time.Duration;

/**
 * CPU time spent, in user and kernel mode.
 *
 * @param jvm      of the product's JVM
 * @param postgres of the postmaster and all its children, those that have ended included
 * @param others   of all that is neither the product nor the benchmark: what disturbs the measurement
 */
public record CpuTime(Duration jvm, Duration postgres, Duration others) {

    public CpuTime since(CpuTime earlier) {
        return new CpuTime(jvm.minus(earlier.jvm), postgres.minus(earlier.postgres), others.minus(earlier.others));
    }
}
