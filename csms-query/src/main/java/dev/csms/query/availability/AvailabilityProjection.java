package dev.csms.query.availability;

import dev.csms.domain.availability.AvailabilityEvent;
import dev.csms.domain.availability.AvailabilityEvent.AvailabilityAgreed;
import dev.csms.domain.availability.AvailabilityEvent.ScheduledAvailabilityReached;
import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Which connectors are to serve. */
@ProcessingGroup(ChargePointProjection.GROUP)
public final class AvailabilityProjection {

    private static final AvailabilityTable AVAILABILITY = new AvailabilityTable();

    private final EventRows rows;

    public AvailabilityProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(AvailabilityEvent event, EventMessage<?> message) {
        long position = EventRows.position(message);
        rows.write(message, row -> {
            row.announce(ChargePointChanged.of(event.chargePointId()));
            row.change(AVAILABILITY, AvailabilityState.Key.of(event), state -> switch (event) {
                case AvailabilityAgreed agreed -> AvailabilityState.of(agreed, position);
                case ScheduledAvailabilityReached reached -> AvailabilityState.after(state, reached, position);
            });
        });
    }
}
