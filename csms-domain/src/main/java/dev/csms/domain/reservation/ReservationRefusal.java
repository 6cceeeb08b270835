package dev.csms.domain.reservation;

/** Why a reservation did not come about. */
public enum ReservationRefusal {
    /** The connector is in use or reserved (OCPP 1.6 §7.40). */
    OCCUPIED,
    FAULTED,
    UNAVAILABLE,
    /** The charge point does not take reservations, or gave an answer of its own invention. */
    REJECTED,
    /** It answered with a CALLERROR. */
    NOT_HANDLED,
    /** It was never asked: the operation has expired or was cancelled. */
    NOT_SENT
}
