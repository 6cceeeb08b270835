package dev.csms.query.reservation;

import dev.csms.domain.reservation.ReservationEnd;
import dev.csms.domain.reservation.ReservationRefusal;

/** Where a reservation stands. */
public enum ReservationStatus {
    REQUESTED,
    ACCEPTED,
    UNKNOWN,
    OCCUPIED,
    FAULTED,
    UNAVAILABLE,
    REJECTED,
    NOT_HANDLED,
    NOT_SENT,
    USED,
    EXPIRED,
    CANCELLED,
    CONNECTOR_FAULTED,
    CONNECTOR_UNAVAILABLE,
    NOT_HELD;

    static ReservationStatus of(ReservationRefusal refusal) {
        return switch (refusal) {
            case OCCUPIED -> OCCUPIED;
            case FAULTED -> FAULTED;
            case UNAVAILABLE -> UNAVAILABLE;
            case REJECTED -> REJECTED;
            case NOT_HANDLED -> NOT_HANDLED;
            case NOT_SENT -> NOT_SENT;
        };
    }

    static ReservationStatus of(ReservationEnd end) {
        return switch (end) {
            case EXPIRED -> EXPIRED;
            case CANCELLED -> CANCELLED;
            case CONNECTOR_FAULTED -> CONNECTOR_FAULTED;
            case CONNECTOR_UNAVAILABLE -> CONNECTOR_UNAVAILABLE;
            case NOT_HELD -> NOT_HELD;
        };
    }

    /** Whether the charge point holds it, or may hold it. */
    boolean isHeld() {
        return this == ACCEPTED || this == UNKNOWN;
    }
}
