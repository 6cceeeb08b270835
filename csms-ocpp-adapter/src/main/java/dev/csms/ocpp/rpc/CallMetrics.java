package dev.csms.ocpp.rpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts and times what is said. Meters are looked up once; each message only touches its own. */
final class CallMetrics {

    /** How a message ended. */
    enum Outcome {
        RESULT,
        ERROR,
        /** Said before, and answered from memory. */
        REPEATED,
        MALFORMED,
        /** Message type unknown to OCPP-J. */
        IGNORED,
        /** Answers a call that nobody waits for (any more). */
        UNMATCHED,
        UNREADABLE,
        TIMED_OUT,
        CONNECTION_LOST,
        NOT_SENT;

        private final String label = name().toLowerCase(Locale.ROOT);
    }

    private static final String UNKNOWN = "unknown";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry meters;
    private final Map<String, Direction> inbound = new HashMap<>();
    private final Map<String, Direction> outbound = new ConcurrentHashMap<>();
    private final Direction unknownInbound;

    CallMetrics(MeterRegistry meters, Set<String> inboundActions) {
        this.meters = meters;
        inboundActions.forEach(action -> inbound.put(action, new Direction(action, "inbound")));
        unknownInbound = new Direction(UNKNOWN, "inbound");
    }

    void inbound(String action, Outcome outcome, long nanos) {
        inbound.getOrDefault(action, unknownInbound).record(outcome, nanos);
    }

    /** A message that is no call. */
    void inbound(Outcome outcome) {
        unknownInbound.counter(outcome).increment();
    }

    /** Actions that we call are few, and ours. */
    void outbound(String action, Outcome outcome, long nanos) {
        ofOurs(action).record(outcome, nanos);
    }

    void notSent(String action) {
        ofOurs(action).counter(Outcome.NOT_SENT).increment();
    }

    private Direction ofOurs(String action) {
        return outbound.computeIfAbsent(action, name -> new Direction(name, "outbound"));
    }

    private final class Direction {

        private final String action;
        private final String direction;
        private final @Nullable Counter[] counters = new @Nullable Counter[Outcome.values().length];
        private final Timer timer;

        Direction(String action, String direction) {
            this.action = action;
            this.direction = direction;
            timer = Timer.builder("ocpp.call.duration")
                    .description("from the arrival of a call to its answer; of our calls, from sending to the answer")
                    .tags("action", action, "direction", direction)
                    .serviceLevelObjectives(BUCKETS)
                    .register(meters);
        }

        /** Registered when first needed: most outcomes never happen to most actions. Twice is once. */
        Counter counter(Outcome outcome) {
            Counter counter = counters[outcome.ordinal()];
            if (counter == null) {
                counter = Counter.builder("ocpp.messages")
                        .description("messages of charge points, and calls to them, by how they ended")
                        .tags("action", action, "direction", direction, "outcome", outcome.label)
                        .register(meters);
                counters[outcome.ordinal()] = counter;
            }
            return counter;
        }

        void record(Outcome outcome, long nanos) {
            counter(outcome).increment();
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
