package dev.csms.domain.reservation;

/** How a reservation ended that no transaction has used (OCPP 1.6 §5.13). */
public enum ReservationEnd {
    /** Its time is over; charge points say nothing of that. */
    EXPIRED,
    /** The charge point has accepted that it was cancelled. */
    CANCELLED,
    CONNECTOR_FAULTED,
    CONNECTOR_UNAVAILABLE,
    /** The charge point, asked to cancel it, has said that it holds no such reservation. */
    NOT_HELD
}
