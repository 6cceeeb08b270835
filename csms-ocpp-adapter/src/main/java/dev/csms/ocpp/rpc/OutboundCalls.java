package dev.csms.ocpp.rpc;

import dev.csms.ocpp.rpc.CallMetrics.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Our calls over one connection: one at a time, in the order in which they were made, each answered by its message id
 * (OCPP-J 1.6 §4.1.1). A time-out always makes room for the next.
 */
final class OutboundCalls {

    /** Calls that were given up and may still be answered. */
    private static final int MOST_GIVEN_UP = 16;

    private final Connection connection;
    private final CallMetrics metrics;
    private final ScheduledExecutorService timer;
    private final Deque<Pending> waiting = new ArrayDeque<>(2);
    private final Deque<String> givenUp = new ArrayDeque<>(2);
    private @Nullable Pending underWay;
    private boolean closed;

    OutboundCalls(Connection connection, CallMetrics metrics, ScheduledExecutorService timer) {
        this.connection = connection;
        this.metrics = metrics;
        this.timer = timer;
    }

    /** It leaves with one of the next {@link #sendNext}. */
    CompletionStage<CallOutcome> add(MessageId id, String action, byte[] payload, Duration timeout) {
        Pending call = new Pending(id, action, payload, timeout);
        synchronized (this) {
            if (!closed) {
                waiting.add(call);
                return call.outcome;
            }
        }
        notSent(call);
        return call.outcome;
    }

    /** Sends a call, if there is one to send and none under way. */
    synchronized void sendNext() {
        if (closed || underWay != null || waiting.isEmpty()) {
            return;
        }
        Pending call = waiting.remove();
        underWay = call;
        call.sentNanos = System.nanoTime();
        call.timeout = timer.schedule(() -> timedOut(call), call.patience.toMillis(), TimeUnit.MILLISECONDS);
        connection.send(FrameCodec.write(call.message()));
    }

    /**
     * Takes an answer.
     *
     * @return tells whoever waits for it, and may block; null if nobody does
     */
    @Nullable
    Runnable answered(MessageId id, CallOutcome outcome) {
        Pending call;
        synchronized (this) {
            call = underWay;
            if (call == null || !call.id.value().equals(id.value())) {
                return null;
            }
            underWay = null;
        }
        if (call.timeout != null) {
            call.timeout.cancel(false);
        }
        metrics.outbound(call.action, label(outcome), System.nanoTime() - call.sentNanos);
        return () -> call.outcome.complete(outcome);
    }

    /** Whether this answers a call that was given up; once. */
    synchronized boolean answersLate(MessageId id) {
        return givenUp.remove(id.value());
    }

    private void timedOut(Pending call) {
        synchronized (this) {
            if (underWay != call) {
                return;
            }
            underWay = null;
            givenUp.add(call.id.value());
            if (givenUp.size() > MOST_GIVEN_UP) {
                givenUp.remove();
            }
        }
        end(call, new CallOutcome.TimedOut());
        sendNext();
    }

    void close() {
        Pending lost;
        List<Pending> unsent;
        synchronized (this) {
            closed = true;
            lost = underWay;
            underWay = null;
            unsent = new ArrayList<>(waiting);
            waiting.clear();
        }
        if (lost != null) {
            if (lost.timeout != null) {
                lost.timeout.cancel(false);
            }
            end(lost, new CallOutcome.ConnectionLost());
        }
        unsent.forEach(this::notSent);
    }

    private void end(Pending call, CallOutcome outcome) {
        metrics.outbound(call.action, label(outcome), System.nanoTime() - call.sentNanos);
        complete(call, outcome);
    }

    private void notSent(Pending call) {
        metrics.notSent(call.action);
        complete(call, new CallOutcome.NotSent());
    }

    /** What depends on the outcome may block, and event loops must not. */
    private static void complete(Pending call, CallOutcome outcome) {
        Thread.startVirtualThread(() -> call.outcome.complete(outcome));
    }

    private static Outcome label(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Confirmed _ -> Outcome.RESULT;
            case CallOutcome.Refused _ -> Outcome.ERROR;
            case CallOutcome.Unreadable _ -> Outcome.UNREADABLE;
            case CallOutcome.TimedOut _ -> Outcome.TIMED_OUT;
            case CallOutcome.ConnectionLost _ -> Outcome.CONNECTION_LOST;
            case CallOutcome.NotSent _ -> Outcome.NOT_SENT;
        };
    }

    private static final class Pending {

        private final MessageId id;
        private final String action;
        private final byte[] payload;
        private final Duration patience;
        private final CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
        private long sentNanos;
        private @Nullable Future<?> timeout;

        Pending(MessageId id, String action, byte[] payload, Duration patience) {
            this.id = id;
            this.action = action;
            this.payload = payload;
            this.patience = patience;
        }

        Call message() {
            return new Call(id, action, Payload.of(payload), Set.of(), Instant.EPOCH);
        }
    }
}
