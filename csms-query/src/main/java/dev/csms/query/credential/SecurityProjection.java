package dev.csms.query.credential;

import dev.csms.domain.credential.CredentialEvent;
import dev.csms.query.Keys;
import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** How charge points prove who they are. */
@ProcessingGroup(ChargePointProjection.GROUP)
public final class SecurityProjection {

    private static final SecurityTable SECURITY = new SecurityTable();

    private final EventRows rows;

    public SecurityProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(CredentialEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            row.announce(ChargePointChanged.of(event.chargePointId()));
            row.change(
                    SECURITY,
                    Keys.of(event.chargePointId()),
                    state -> SecurityState.after(state, event, message.getTimestamp()));
        });
    }
}
