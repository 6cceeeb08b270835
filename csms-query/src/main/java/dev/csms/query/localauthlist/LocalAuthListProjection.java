package dev.csms.query.localauthlist;

import dev.csms.domain.localauthlist.LocalAuthListEvent;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import dev.csms.query.reservation.ReservationProjection;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Local authorization lists as they are. */
@ProcessingGroup(ReservationProjection.GROUP)
public final class LocalAuthListProjection {

    private static final LocalAuthListTable LISTS = new LocalAuthListTable();

    private final EventRows rows;

    public LocalAuthListProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(LocalAuthListEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            row.change(
                    LISTS,
                    event.chargePointId(),
                    list -> LocalAuthListRecord.after(list, event, message.getTimestamp()));
            row.announce(ChargePointChanged.of(event.chargePointId()));
        });
    }
}
