package dev.csms.query.reservation;

import dev.csms.domain.reservation.ReservationEvent;
import dev.csms.domain.reservation.ReservationEvent.ConnectorZeroReservationsReported;
import dev.csms.domain.reservation.ReservationEvent.ReservationAccepted;
import dev.csms.domain.reservation.ReservationEvent.ReservationEnded;
import dev.csms.domain.reservation.ReservationEvent.ReservationOutcomeUnknown;
import dev.csms.domain.reservation.ReservationEvent.ReservationRefused;
import dev.csms.domain.reservation.ReservationEvent.ReservationRequested;
import dev.csms.domain.reservation.ReservationEvent.ReservationUsed;
import dev.csms.query.operation.OperationProjection;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Reservations as they are and were. */
@ProcessingGroup(ReservationProjection.GROUP)
public final class ReservationProjection {

    /** What charge points are told beforehand of who may charge: reservations and local authorization lists. */
    public static final String GROUP = OperationProjection.GROUP;

    private static final ReservationTable RESERVATIONS = new ReservationTable();

    private final EventRows rows;

    public ReservationProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(ReservationEvent event, EventMessage<?> message) {
        switch (event) {
            case ReservationRequested it -> write(it.reservationId(), event, message);
            case ReservationAccepted it -> write(it.reservationId(), event, message);
            case ReservationRefused it -> write(it.reservationId(), event, message);
            case ReservationOutcomeUnknown it -> write(it.reservationId(), event, message);
            case ReservationUsed it -> write(it.reservationId(), event, message);
            case ReservationEnded it -> write(it.reservationId(), event, message);
            case ConnectorZeroReservationsReported _ -> {} // shown with the charge point's configuration
        }
    }

    private void write(int reservationId, ReservationEvent event, EventMessage<?> message) {
        ReservationRecord.Key key = new ReservationRecord.Key(event.chargePointId(), reservationId);
        rows.write(message, row -> {
            row.change(RESERVATIONS, key, reservation -> ReservationRecord.after(reservation, event));
            row.announce(ChargePointChanged.of(event.chargePointId()));
        });
    }
}
