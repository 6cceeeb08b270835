package dev.csms.ocpp.v16;

import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.GiveUpOperations;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.domain.operation.TakenOperation;
import dev.csms.ocpp.rpc.CallOutcome;
import dev.csms.ocpp.rpc.Payload;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionListener;
import dev.csms.ocpp.rpc.SessionRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the operations of the charge points that are connected to this node: each in its turn, each once, the next one
 * after the outcome of the last (OCPP-J 1.6 §4.1.1).
 *
 * <p>An operation is on record as sent before it leaves: should the node be stopped in between, nobody sends it again,
 * and its outcome is unknown.
 */
public final class OperationDispatcher {

    private static final Logger log = LoggerFactory.getLogger(OperationDispatcher.class);

    /** Before what failed for a reason of ours is tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int ATTEMPTS = 5;

    /** A charge point that is not pinged is known to be there by its heartbeats. */
    private static final String HEARTBEAT_INTERVAL = "HeartbeatInterval";

    private final CommandGateway commands;
    private final SessionRegistry sessions;
    private final OutgoingCalls calls;
    private final Triggers triggers;
    private final InstantSource clock;
    private final String node;
    private final CallTimeouts timeouts;
    private final Duration bootGrace;

    /** Sessions that are being seen to: 1, or 2 if there may be more to send than was seen. */
    private final Map<Session, Integer> lanes = new ConcurrentHashMap<>();

    /**
     * @param node      that this runs on
     * @param bootGrace see {@link Session#mayBeCalled}
     */
    public OperationDispatcher(
            CommandGateway commands,
            SessionRegistry sessions,
            OutgoingCalls calls,
            OcppCallHandler handler,
            InstantSource clock,
            String node,
            CallTimeouts timeouts,
            Duration bootGrace) {
        this.commands = commands;
        this.sessions = sessions;
        this.calls = calls;
        this.triggers = handler.triggers();
        this.clock = clock;
        this.node = node;
        this.timeouts = timeouts;
        this.bootGrace = bootGrace;
        sessions.tell(new Readiness());
    }

    /**
     * There may be something to send to this charge point.
     *
     * @return whether it is connected to this node; if not, nothing was done
     */
    public boolean nudge(ChargePointId chargePoint) {
        Optional<Session> session = sessions.find(chargePoint);
        session.ifPresent(this::nudge);
        return session.isPresent();
    }

    /** What waits for a charge point is sent when it is known to listen. */
    private final class Readiness implements SessionListener {

        @Override
        public void opened(Session session) {
            nudgeAfter(session, bootGrace.plusMillis(1));
        }

        @Override
        public void booted(Session session) {
            nudge(session);
        }
    }

    private void nudge(Session session) {
        if (lanes.merge(session, 1, (_, _) -> 2) == 1) {
            Thread.startVirtualThread(() -> seeTo(session));
        }
    }

    private void nudgeAfter(Session session, Duration delay) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> nudge(session));
    }

    private void seeTo(Session session) {
        try {
            do {
                sendAll(session);
            } while (lanes.computeIfPresent(session, (_, state) -> state == 2 ? 1 : null) != null);
        } catch (RuntimeException e) {
            log.warn("{}: operations wait, since they cannot be taken: {}", session, e.toString());
            lanes.remove(session);
            if (sessions.find(session.chargePointId()).filter(session::equals).isPresent()) {
                nudgeAfter(session, PAUSE);
            }
        }
    }

    private void sendAll(Session session) {
        TakenOperation operation = take(session);
        while (operation != null) {
            send(session, operation);
            operation = take(session);
        }
    }

    private @Nullable TakenOperation take(Session session) {
        return session.mayBeCalled(bootGrace)
                ? commands.sendAndWait(
                        new TakeOperation(session.chargePointId(), session.id(), clock.instant()),
                        provenance(session, Provenance.SYSTEM, null))
                : null;
    }

    private void send(Session session, TakenOperation operation) {
        ChargePointId chargePoint = session.chargePointId();
        OperationId id = operation.operationId();
        Request request = operation.request();
        byte[] payload;
        try {
            payload = calls.payload(request, session.options().fractionalSeconds());
        } catch (RuntimeException e) {
            log.error("{}: {} {} cannot be written", session, request.action(), id, e);
            conclude(session, id, request, new Outcome.Failed("InternalError", "could not be written as a message"));
            return;
        }
        triggers.expect(chargePoint, id, request);
        // concluded by the session's own thread, so that what comes after the answer finds it on record
        Outcome outcome = session.call(id.value(), request.action(), payload, timeouts.of(request.action()))
                .thenApply(it -> conclude(session, id, request, outcome(session, request, it)))
                .toCompletableFuture()
                .join();
        if (outcome instanceof Outcome.NotSent || outcome instanceof Outcome.Lost) {
            commands.sendAndWait(
                    new GiveUpOperations(chargePoint, clock.instant()), provenance(session, Provenance.SYSTEM, null));
        }
    }

    private Outcome outcome(Session session, Request request, CallOutcome outcome) {
        return outcome instanceof CallOutcome.Confirmed(Payload answer)
                ? calls.outcome(
                        request,
                        answer,
                        session.messagePolicy(),
                        session.options().timeZone(),
                        clock.instant())
                : Answers.unread(outcome);
    }

    /** The outcome exists nowhere else, so it is not given up easily. */
    private Outcome conclude(Session session, OperationId id, Request request, Outcome outcome) {
        if (request instanceof ChangeConfiguration change && outcome.isAccepted()) {
            heartbeatInterval(change).ifPresent(session::heartbeatInterval);
        }
        if (Triggers.isTrigger(request)) {
            if (outcome.isAccepted()) {
                triggers.accepted(session.chargePointId(), id);
            } else {
                triggers.forget(session.chargePointId(), id);
            }
        }
        ConcludeOperation conclusion = new ConcludeOperation(session.chargePointId(), id, outcome, clock.instant());
        MetaData provenance = provenance(
                        session, Provenance.chargePoint(session.chargePointId().value()), id)
                .and(Provenance.ACTION, request.action());
        for (int attempt = 1; ; attempt++) {
            try {
                commands.sendAndWait(conclusion, provenance);
                return outcome;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    log.error(
                            "{}: the outcome of {} {} is not on record: {}", session, request.action(), id, outcome, e);
                    return outcome;
                }
                CompletableFuture.runAsync(
                                () -> {}, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
                        .join();
            }
        }
    }

    private static Optional<Duration> heartbeatInterval(ChangeConfiguration change) {
        return change.key().equalsIgnoreCase(HEARTBEAT_INTERVAL)
                        && change.value().matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(change.value())))
                : Optional.empty();
    }

    private MetaData provenance(Session session, String actor, @Nullable OperationId id) {
        return provenance(session, node, actor, id);
    }

    static MetaData provenance(Session session, String node, String actor, @Nullable OperationId id) {
        Map<String, Object> provenance = new HashMap<>(Map.of(
                Provenance.ACTOR,
                actor,
                Provenance.CHARGE_POINT,
                session.chargePointId().value(),
                Provenance.SESSION,
                session.id().value(),
                Provenance.NODE,
                node));
        if (id != null) {
            provenance.put(Provenance.MESSAGE_ID, id.value());
        }
        return MetaData.from(provenance);
    }
}
