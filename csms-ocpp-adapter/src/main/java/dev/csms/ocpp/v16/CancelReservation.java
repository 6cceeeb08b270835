package dev.csms.ocpp.v16;

/** CancelReservation: gives a reserved connector free (OCPP 1.6 §5.1). */
interface CancelReservation {

    /** CancelReservation.req (§6.5). */
    record Request(int reservationId) {}

    /** CancelReservation.conf (§6.6). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
