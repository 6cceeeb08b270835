package dev.csms.app.session;

import dev.csms.app.CsmsSettings;
import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePointCommand.CloseSession;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.query.projection.ProjectionProgress;
import dev.csms.query.session.SessionQueries;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends the sessions that a run of this node has left open because it was killed. */
@Component
final class SessionsOfLastRun {

    private static final Logger log = LoggerFactory.getLogger(SessionsOfLastRun.class);

    private static final int BROKEN = 1006;

    private static final Duration CATCH_UP = Duration.ofMinutes(10);

    private final CommandGateway commands;
    private final SessionQueries sessions;
    private final ProjectionProgress projections;
    private final CsmsSettings settings;
    private final Instant startedAt = Instant.now();

    SessionsOfLastRun(
            CommandGateway commands, SessionQueries sessions, ProjectionProgress projections, CsmsSettings settings) {
        this.commands = commands;
        this.sessions = sessions;
        this.projections = projections;
        this.settings = settings;
    }

    /** In the background: nobody waits for it, and a charge point that is back by then has ended its session itself. */
    @EventListener(ApplicationReadyEvent.class)
    void endInBackground() {
        Thread.ofVirtual().name("sessions-of-last-run").start(this::end);
    }

    private void end() {
        try {
            if (projections.await(projections.head(), CATCH_UP)) {
                sessions.leftOpen(settings.node(), startedAt).forEach(this::end);
            } else {
                log.warn("The projections have not caught up; sessions of the last run are not ended");
            }
        } catch (RuntimeException e) { // the database is away, or this run ends already
            log.warn("Sessions of the last run are not ended: {}", e.toString());
        }
    }

    private void end(SessionId session, ChargePointId chargePoint) {
        try {
            commands.sendAndWait(
                    new CloseSession(
                            chargePoint, session, BROKEN, "the node was stopped without notice", Instant.now()),
                    Provenance.ofSystem(chargePoint).and(Provenance.SESSION, session.value()));
        } catch (RuntimeException e) { // it stays open on record until the charge point's next session
            log.warn(
                    "Session {} of {}, left open by the last run, could not be ended: {}",
                    session,
                    chargePoint.value(),
                    e.toString());
        }
    }
}
