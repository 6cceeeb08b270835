package dev.csms.domain.reservation;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.IdempotencyKey;
import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with reservations. They are cancelled by requesting {@link
 * dev.csms.domain.operation.Request.CancelReservation}. Times are ours.
 */
public sealed interface ReservationCommand {

    ChargePointId chargePointId();

    /**
     * Asks the charge point for a reservation, by ReserveNow (OCPP 1.6 §5.13). Answers {@link ReserveAnswer}.
     *
     * @param reservationId one that is to be changed to these terms; absent for a new one
     * @param deadline      the charge point is not asked later than this, and never after the reservation's own end
     * @param force         although it looks wrong
     * @param reason        in the words of whoever asks
     * @param idempotencyKey by which asking again is the same operation, whatever its id
     */
    record ReserveConnector(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            OperationId operationId,
            @Nullable Integer reservationId,
            ReservationTerms terms,
            Delivery delivery,
            Instant deadline,
            boolean force,
            @Nullable String reason,
            Instant requestedAt,
            @Nullable IdempotencyKey idempotencyKey)
            implements ReservationCommand {}

    /** Ends the reservations whose time is over. */
    record ExpireReservations(@TargetAggregateIdentifier ChargePointId chargePointId, Instant at)
            implements ReservationCommand {}
}
