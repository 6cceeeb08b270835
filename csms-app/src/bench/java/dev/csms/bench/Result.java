package dev.csms.bench;

import dev.csms.bench.load.Histogram;
import dev.csms.bench.load.Measurements;
import dev.csms.bench.product.CpuTime;
import dev.csms.bench.product.Memory;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one row came to. What was not measured is absent.
 *
 * @param cpu      of the product, within the window
 * @param lag      of the projections, within the window
 * @param catchUp  from the last answer until the projections had read everything
 * @param duration what took this long is in the row's title
 * @param profile  where the product's JVM spent its time
 * @param operations from a mutation until its CALL had come
 */
record Result(
        Row row,
        @Nullable Measurements measurements,
        @Nullable CpuTime cpu,
        @Nullable Memory memory,
        @Nullable Lag lag,
        @Nullable Duration catchUp,
        @Nullable Duration duration,
        @Nullable PerConnection perConnection,
        @Nullable String profile,
        @Nullable Histogram operations) {

    Result(
            Row row,
            @Nullable Measurements measurements,
            @Nullable CpuTime cpu,
            @Nullable Memory memory,
            @Nullable Lag lag,
            @Nullable Duration catchUp,
            @Nullable Duration duration,
            @Nullable PerConnection perConnection,
            @Nullable String profile) {
        this(row, measurements, cpu, memory, lag, catchUp, duration, perConnection, profile, null);
    }

    /** How many cores worked on something else meanwhile; 0 if that is not known. */
    double othersCores() {
        Duration time = measurements != null ? measurements.window() : duration;
        return cpu == null || time == null || time.isZero()
                ? 0
                : (double) cpu.others().toNanos() / time.toNanos();
    }

    /** @param maxOfEach the longest of each projection, in seconds like the others */
    record Lag(double p99Seconds, double maxSeconds, Map<String, Double> maxOfEach) {}

    /**
     * Memory of an idle connection, in KiB.
     *
     * @param firstResidentKiB what the JVM's resident set grew by when they came for the first time, its heap included
     * @param residentKiB      likewise when they came for the second time
     * @param heapKiB          live objects alone
     */
    record PerConnection(double firstResidentKiB, double residentKiB, double heapKiB) {}

    static Result ofDuration(Row row, Duration duration, CpuTime cpu) {
        return new Result(row, null, cpu, null, null, null, duration, null, null);
    }

    static Result ofOperations(Row row, Histogram operations) {
        return new Result(row, null, null, null, null, null, null, null, null, operations);
    }

    static Result ofConnections(Row row, PerConnection perConnection, Memory memory) {
        return new Result(row, null, null, memory, null, null, null, perConnection, null);
    }
}
