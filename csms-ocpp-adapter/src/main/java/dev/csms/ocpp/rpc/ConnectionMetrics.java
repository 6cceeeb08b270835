package dev.csms.ocpp.rpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how connections begin, why they are made to wait, and how they end. */
public final class ConnectionMetrics {

    private static final int FIRST_PRIVATE_CODE = 3000;

    /** Why nothing is read from a connection for a while. */
    public enum Pause {
        /** Its calls wait to be handled. */
        CALLS,
        /** It does not take what it is sent. */
        ANSWERS,
        /** It sends more than it may. */
        RATE,
        /** This node has too much to do. */
        OVERLOAD
    }

    /** How a handshake ends that gets no answer in HTTP. */
    public enum Unanswered {
        /** It does not come to its end in time. */
        TIMEOUT,
        /** Its address has too many others that have not come to theirs. */
        CROWDED
    }

    private final MeterRegistry meters;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final Map<String, Counter> handshakes = new ConcurrentHashMap<>();
    private final Map<String, Counter> ends = new ConcurrentHashMap<>();
    private final Map<Pause, Counter> pauses = new EnumMap<>(Pause.class);

    ConnectionMetrics(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("ocpp.handshakes.unfinished", unfinished, AtomicInteger::get)
                .description("connections that are no WebSockets yet, or have just been refused to be")
                .register(meters);
        for (Pause pause : Pause.values()) {
            pauses.put(
                    pause,
                    Counter.builder("ocpp.reading.paused")
                            .description("how often a charge point had to wait before more was read from it")
                            .tag("reason", label(pause))
                            .register(meters));
        }
    }

    /** Somebody has opened a connection. */
    public void handshakeBegun() {
        unfinished.incrementAndGet();
    }

    /** It has become a WebSocket, or is gone. */
    public void handshakeLeft() {
        unfinished.decrementAndGet();
    }

    /** @param status of the answer, such as 101 */
    public void handshakeAnswered(int status) {
        countHandshake(String.valueOf(status));
    }

    public void handshakeUnanswered(Unanswered why) {
        countHandshake(label(why));
    }

    private void countHandshake(String status) {
        handshakes
                .computeIfAbsent(
                        status,
                        tag -> Counter.builder("ocpp.handshakes")
                                .description("handshakes of charge points, by the status of their answers")
                                .tag("status", tag)
                                .register(meters))
                .increment();
    }

    public void paused(Pause why) {
        pauses.get(why).increment();
    }

    /** @param code RFC 6455 §7.4; those that peers make up count together */
    public void ended(int code) {
        ends.computeIfAbsent(
                        code < FIRST_PRIVATE_CODE ? String.valueOf(code) : "private",
                        tag -> Counter.builder("ocpp.connections.ended")
                                .description("ended connections of charge points, by their close codes")
                                .tag("code", tag)
                                .register(meters))
                .increment();
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
