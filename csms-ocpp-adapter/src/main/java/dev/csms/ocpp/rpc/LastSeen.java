package dev.csms.ocpp.rpc;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands over, every few seconds, when charge points were last heard of. Signs of life are too many to be events. */
public final class LastSeen implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LastSeen.class);

    private final SessionRegistry sessions;
    private final Consumer<Map<ChargePointId, Instant>> consumer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("last-seen").factory());

    /** @param consumer gets only what has changed, by our clock. It may block, and fail: then it gets it again */
    public LastSeen(SessionRegistry sessions, Consumer<Map<ChargePointId, Instant>> consumer, Duration every) {
        this.sessions = sessions;
        this.consumer = consumer;
        timer.scheduleWithFixedDelay(this::handOver, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void handOver() {
        Map<ChargePointId, Instant> seen = sessions.takeLastSeen();
        if (seen.isEmpty()) {
            return;
        }
        try {
            consumer.accept(seen);
        } catch (RuntimeException e) {
            log.warn("Last seen times of {} charge points could not be handed over, once more later", seen.size(), e);
            sessions.giveBack(seen);
        }
    }

    /** Hands over what is left. */
    @Override
    public void close() {
        timer.shutdown();
        handOver();
    }
}
