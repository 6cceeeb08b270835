package dev.csms.domain.reservation;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What happened to reservations, in the history of their charge point. Times are ours. */
public sealed interface ReservationEvent {

    ChargePointId chargePointId();

    /** The charge point is to be asked. If it holds a reservation of this id, it is to be changed to these terms. */
    @Revision("1")
    record ReservationRequested(
            ChargePointId chargePointId,
            int reservationId,
            OperationId operationId,
            ReservationTerms terms,
            Instant requestedAt)
            implements ReservationEvent {}

    /** The charge point holds it, on these terms. */
    @Revision("1")
    record ReservationAccepted(
            ChargePointId chargePointId,
            int reservationId,
            OperationId operationId,
            ReservationTerms terms,
            Instant acceptedAt)
            implements ReservationEvent {}

    /**
     * The charge point does not hold it on the terms that were asked for.
     *
     * @param earlierStands whether this was a change, so that the reservation goes on as it was
     */
    @Revision("1")
    record ReservationRefused(
            ChargePointId chargePointId,
            int reservationId,
            OperationId operationId,
            ReservationRefusal refusal,
            boolean earlierStands,
            Instant refusedAt)
            implements ReservationEvent {}

    /** Nobody knows whether the charge point holds it: it was asked, and did not answer. */
    @Revision("1")
    record ReservationOutcomeUnknown(
            ChargePointId chargePointId, int reservationId, OperationId operationId, ReservationTerms terms, Instant at)
            implements ReservationEvent {}

    /** A transaction of the reserved idTag, or of its group, has started; also after it had been taken for expired. */
    @Revision("1")
    record ReservationUsed(
            ChargePointId chargePointId,
            int reservationId,
            TransactionId transactionId,
            int connectorId,
            Instant usedAt)
            implements ReservationEvent {}

    /** It is over, and no transaction has used it. */
    @Revision("1")
    record ReservationEnded(ChargePointId chargePointId, int reservationId, ReservationEnd end, Instant endedAt)
            implements ReservationEvent {}

    /** The charge point has said whether it can be reserved without naming a connector (§9.4.1). */
    @Revision("1")
    record ConnectorZeroReservationsReported(ChargePointId chargePointId, boolean supported, Instant reportedAt)
            implements ReservationEvent {}
}
