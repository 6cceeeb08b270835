package dev.csms.query.reservation;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.reservation.ReservationEvent;
import dev.csms.domain.reservation.ReservationEvent.ConnectorZeroReservationsReported;
import dev.csms.domain.reservation.ReservationEvent.ReservationAccepted;
import dev.csms.domain.reservation.ReservationEvent.ReservationEnded;
import dev.csms.domain.reservation.ReservationEvent.ReservationOutcomeUnknown;
import dev.csms.domain.reservation.ReservationEvent.ReservationRefused;
import dev.csms.domain.reservation.ReservationEvent.ReservationRequested;
import dev.csms.domain.reservation.ReservationEvent.ReservationUsed;
import dev.csms.domain.reservation.ReservationTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as its events leave it.
 *
 * @param terms           as agreed, or as asked for while nothing is agreed
 * @param changeRequested whether it was asked for again on other terms, and that is not answered yet
 * @param endedAt         when it ended or was refused
 */
record ReservationRecord(
        Key key,
        ReservationStatus status,
        ReservationTerms terms,
        boolean changeRequested,
        OperationId operationId,
        Instant requestedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant endedAt,
        @Nullable Integer transactionId,
        @Nullable Integer usedConnectorId,
        Instant changedAt) {

    record Key(ChargePointId chargePointId, int reservationId) {}

    static @Nullable ReservationRecord after(@Nullable ReservationRecord before, ReservationEvent event) {
        if (event instanceof ReservationRequested requested) {
            return before != null && before.status.isHeld() ? before.askedAgain(requested) : of(requested);
        }
        return before == null ? null : before.after(event);
    }

    private static ReservationRecord of(ReservationRequested requested) {
        return new ReservationRecord(
                new Key(requested.chargePointId(), requested.reservationId()),
                ReservationStatus.REQUESTED,
                requested.terms(),
                false,
                requested.operationId(),
                requested.requestedAt(),
                null,
                null,
                null,
                null,
                requested.requestedAt());
    }

    private ReservationRecord askedAgain(ReservationRequested requested) {
        return new ReservationRecord(
                key,
                status,
                terms,
                true,
                requested.operationId(),
                requestedAt,
                acceptedAt,
                null,
                null,
                null,
                requested.requestedAt());
    }

    private ReservationRecord after(ReservationEvent event) {
        return switch (event) {
            case ReservationRequested _, ConnectorZeroReservationsReported _ -> this;
            case ReservationAccepted accepted ->
                agreed(ReservationStatus.ACCEPTED, accepted.terms(), accepted.acceptedAt());
            case ReservationOutcomeUnknown unknown -> agreed(ReservationStatus.UNKNOWN, unknown.terms(), unknown.at());
            case ReservationRefused refused ->
                refused.earlierStands()
                        ? with(status, null, refused.refusedAt())
                        : with(ReservationStatus.of(refused.refusal()), refused.refusedAt(), refused.refusedAt());
            case ReservationEnded ended -> with(ReservationStatus.of(ended.end()), ended.endedAt(), ended.endedAt());
            case ReservationUsed used -> used(used);
        };
    }

    private ReservationRecord agreed(ReservationStatus now, ReservationTerms agreed, Instant at) {
        return new ReservationRecord(
                key,
                now,
                agreed,
                false,
                operationId,
                requestedAt,
                now == ReservationStatus.ACCEPTED ? at : acceptedAt,
                null,
                null,
                null,
                at);
    }

    private ReservationRecord with(ReservationStatus now, @Nullable Instant end, Instant at) {
        return new ReservationRecord(key, now, terms, false, operationId, requestedAt, acceptedAt, end, null, null, at);
    }

    private ReservationRecord used(ReservationUsed used) {
        return new ReservationRecord(
                key,
                ReservationStatus.USED,
                terms,
                false,
                operationId,
                requestedAt,
                acceptedAt,
                used.usedAt(),
                used.transactionId().value(),
                used.connectorId(),
                used.usedAt());
    }
}
