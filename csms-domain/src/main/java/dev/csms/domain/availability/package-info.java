/**
 * Availability: whether connectors are to serve, beside whether they report that they do (OCPP 1.6 §5.2).
 *
 * <p>{@link dev.csms.domain.availability.Availability} is part of the charge point, whose status reports show when a
 * change that had to wait for the end of a transaction has come.
 */
@NullMarked
package dev.csms.domain.availability;

import org.jspecify.annotations.NullMarked;
