package dev.csms.app.housekeeping;

import dev.csms.domain.Provenance;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.MessageTrigger;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request.TriggerMessage;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionListener;
import dev.csms.ocpp.rpc.SessionRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a charge point for its BootNotification that has never sent one here and speaks all the same. It did so before
 * another central system, and will not again until it restarts (OCPP-J 1.6 §5.4); until then nothing that it says can be
 * taken. Once for each connection. One that cannot be asked so is taken for what it is registered as, accepted, as long as
 * it stays connected.
 */
final class MissedBoots implements SessionListener {

    private static final Logger log = LoggerFactory.getLogger(MissedBoots.class);

    private static final Duration VALIDITY = Duration.ofMinutes(2);

    private final CommandGateway commands;
    private final SessionRegistry sessions;
    private final InstantSource clock;
    private final Duration bootGrace;
    private final Map<OperationId, Session> asked = new ConcurrentHashMap<>();

    /** @param bootGrace how long after its connection a charge point has to boot by itself */
    MissedBoots(CommandGateway commands, SessionRegistry sessions, InstantSource clock, Duration bootGrace) {
        this.commands = commands;
        this.sessions = sessions;
        this.clock = clock;
        this.bootGrace = bootGrace;
        sessions.tell(this);
    }

    @Override
    public void spokeUnbooted(Session session) {
        Duration rest = Duration.between(clock.instant(), session.openedAt().plus(bootGrace));
        CompletableFuture.delayedExecutor(
                        Math.max(0, rest.toMillis()), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> ask(session));
    }

    private void ask(Session session) {
        if (!session.isUnbooted()
                || sessions.find(session.chargePointId())
                        .filter(session::equals)
                        .isEmpty()) {
            return;
        }
        session.mayBeCalledUnbooted();
        OperationId operation = OperationId.random();
        asked.put(operation, session);
        Instant now = clock.instant();
        try {
            commands.sendAndWait(
                    new RequestOperation(
                            session.chargePointId(),
                            operation,
                            new TriggerMessage(MessageTrigger.BOOT_NOTIFICATION, null),
                            Delivery.NOW_OR_NEVER,
                            now.plus(VALIDITY),
                            false,
                            "housekeeping: it has never booted here",
                            null,
                            now),
                    Provenance.ofSystem(session.chargePointId()).and(Provenance.ACTION, "housekeeping"));
        } catch (RuntimeException e) { // it is asked after its next connection
            asked.remove(operation);
            log.warn("{} could not be asked for its BootNotification: {}", session, e.toString());
        }
    }

    /** @param understood whether the charge point is going to boot, or has not been asked at all */
    void concluded(OperationId operation, boolean understood) {
        Session session = asked.remove(operation);
        if (session != null && !understood && session.isUnbooted()) {
            log.info("{} does not send its BootNotification when it is asked to; it is accepted without", session);
            session.accepted(true);
        }
    }
}
