package dev.csms.domain.reservation;

import dev.csms.domain.operation.RequestAnswer;

/**
 * What became of an order to reserve.
 *
 * @param reservationId of the reservation; means nothing if it was refused, or asked for before
 */
public record ReserveAnswer(int reservationId, RequestAnswer request) {}
