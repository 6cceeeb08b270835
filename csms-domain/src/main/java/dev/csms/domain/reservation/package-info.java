/**
 * Reservations of connectors (OCPP 1.6 §5.13, §5.1): asked for, answered by the charge point, and ended by a transaction,
 * by time, by an operator or by a fault.
 *
 * <p>All rules about a reservation are rules of one charge point, and what ends it is reported by that charge point:
 * {@link dev.csms.domain.reservation.Reservations} is therefore part of {@link dev.csms.domain.chargepoint.ChargePoint}.
 */
@NullMarked
package dev.csms.domain.reservation;

import org.jspecify.annotations.NullMarked;
