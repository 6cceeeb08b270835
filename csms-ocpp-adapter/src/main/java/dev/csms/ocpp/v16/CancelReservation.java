package dev.csms.ocpp.v16;

/** CancelReservation: gives a reserved connector free (OCPP 1.6 §5.1). */
interface CancelReservation {

    /** CancelReservation.req (§6.7). */
    record Request(int reservationId) {}

    /** CancelReservation.conf (§6.8). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
