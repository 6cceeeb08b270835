package dev.csms.domain.reservation;

import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reservation, as far as later decisions ask.
 *
 * @param terms   on which the charge point holds it, or may hold it; absent while it was only asked for
 * @param asked   the operation by which it was last asked for, while that has no outcome
 * @param wanted  the terms last asked for
 * @param since   when it was first asked for
 * @param expired whether it is over and only because of the time
 */
record Reservation(
        int reservationId,
        @Nullable ReservationTerms terms,
        @Nullable OperationId asked,
        ReservationTerms wanted,
        Instant since,
        boolean expired) {

    /** What counts against it until the charge point has answered. */
    ReservationTerms strictest() {
        return terms == null ? wanted : terms;
    }

    Reservation askedAgain(OperationId operationId, ReservationTerms newTerms) {
        return new Reservation(reservationId, terms, operationId, newTerms, since, false);
    }

    /** @param operationId by which this became known */
    Reservation on(ReservationTerms agreed, OperationId operationId) {
        return new Reservation(reservationId, agreed, operationId.equals(asked) ? null : asked, wanted, since, false);
    }

    Reservation notChanged(OperationId operationId) {
        return new Reservation(reservationId, terms, operationId.equals(asked) ? null : asked, wanted, since, false);
    }

    Reservation ended(ReservationEnd end) {
        return new Reservation(reservationId, terms, null, wanted, since, end == ReservationEnd.EXPIRED);
    }
}
