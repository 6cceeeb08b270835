/** Ends reservations on time. */
@NullMarked
package dev.csms.app.reservation;

import org.jspecify.annotations.NullMarked;
