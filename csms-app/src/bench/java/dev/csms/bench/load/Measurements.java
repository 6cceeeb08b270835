package dev.csms.bench.load;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What the window saw, and, from the first connection to the last, what was wrong. */
public final class Measurements {

    private final Map<Action, Histogram> latencies = new EnumMap<>(Action.class);
    private final Map<Action, Histogram> sinceIntended = new EnumMap<>(Action.class);
    private final Histogram sessions = new Histogram();
    private final Histogram ownLateness = new Histogram();
    private final Map<String, Long> violations = new TreeMap<>();
    private boolean open;
    private Duration window = Duration.ZERO;
    private Duration ownCpu = Duration.ZERO;

    Measurements() {
        for (Action action : Action.values()) {
            latencies.put(action, new Histogram());
            sinceIntended.put(action, new Histogram());
        }
    }

    void openWindow() {
        open = true;
    }

    void closeWindow(Duration length, Duration cpuOfLoadThread) {
        open = false;
        window = length;
        ownCpu = cpuOfLoadThread;
    }

    void answered(Action action, long nanos, long nanosSinceIntended) {
        if (open) {
            histogram(latencies, action).record(nanos);
            histogram(sinceIntended, action).record(nanosSinceIntended);
        }
    }

    void sessionEnded(long nanos) {
        if (open) {
            sessions.record(nanos);
        }
    }

    void sentLate(long nanos) {
        if (open) {
            ownLateness.record(nanos);
        }
    }

    void violated(String what) {
        violations.merge(what, 1L, Long::sum);
    }

    public Duration window() {
        return window;
    }

    /** CPU time of the load generator's thread within the window. */
    public Duration ownCpu() {
        return ownCpu;
    }

    public long calls() {
        return latencies.values().stream().mapToLong(Histogram::total).sum();
    }

    public double callsPerSecond() {
        return window.isZero() ? 0 : calls() * 1e9 / window.toNanos();
    }

    /** From the moment of sending to the answer. */
    public Histogram latency(Action action) {
        return histogram(latencies, action);
    }

    public Histogram latency() {
        return sum(latencies);
    }

    /** From the moment when the call should have been sent: what waited behind a slow answer counts its waiting. */
    public Histogram latencySinceIntended() {
        return sum(sinceIntended);
    }

    /** From the first call of a session to the last answer. */
    public Histogram sessions() {
        return sessions;
    }

    /** How late the load generator itself was where nothing kept it from sending. */
    public Histogram ownLateness() {
        return ownLateness;
    }

    /** What was wrong, and how often. */
    public Map<String, Long> violations() {
        return violations;
    }

    private static Histogram sum(Map<Action, Histogram> histograms) {
        Histogram sum = new Histogram();
        histograms.values().forEach(sum::add);
        return sum;
    }

    private static Histogram histogram(Map<Action, Histogram> histograms, Action action) {
        return requireNonNull(histograms.get(action));
    }
}
