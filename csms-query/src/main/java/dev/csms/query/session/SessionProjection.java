package dev.csms.query.session;

import dev.csms.domain.chargepoint.ChargePointEvent.SessionClosed;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionSuperseded;
import dev.csms.query.Keys;
import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** The history of connections. */
@ProcessingGroup(ChargePointProjection.GROUP)
public final class SessionProjection {

    private static final SessionTable SESSIONS = new SessionTable();

    private final EventRows rows;

    public SessionProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(SessionOpened opened, EventMessage<?> message) {
        SessionState open = new SessionState(
                opened.sessionId().value(),
                Keys.of(opened.chargePointId()),
                EventRows.position(message),
                opened.node(),
                opened.remoteAddress(),
                opened.openedAt(),
                opened.authentication(),
                null);
        rows.write(message, row -> row.change(SESSIONS, open.sessionId(), state -> state == null ? open : state));
    }

    @EventHandler
    void on(SessionSuperseded superseded, EventMessage<?> message) {
        SessionState.End end = new SessionState.End(
                superseded.supersededAt(), null, null, superseded.supersededBy().value());
        rows.write(
                message,
                row -> row.change(
                        SESSIONS, superseded.sessionId().value(), state -> state == null ? null : state.with(end)));
    }

    @EventHandler
    void on(SessionClosed closed, EventMessage<?> message) {
        SessionState.End end = new SessionState.End(closed.closedAt(), closed.closeCode(), closed.reason(), null);
        rows.write(
                message,
                row -> row.change(
                        SESSIONS, closed.sessionId().value(), state -> state == null ? null : state.with(end)));
    }
}
