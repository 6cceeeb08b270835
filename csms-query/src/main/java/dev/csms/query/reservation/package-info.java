/** Reservations: what was asked for, what the charge point said, and how they ended. */
@NullMarked
package dev.csms.query.reservation;

import org.jspecify.annotations.NullMarked;
