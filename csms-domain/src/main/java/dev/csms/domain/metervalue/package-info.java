/**
 * Meter values: what a meter showed, when, of what and where (OCPP 1.6 §4.7, §7.31–§7.43).
 *
 * <p>They are events of no aggregate's stream: no decision reads them, and no aggregate is slowed by its telemetry.
 * Sampled values are kept as they were said; what the specification assumes for an absent member is applied on reading.
 */
@NullMarked
package dev.csms.domain.metervalue;

import org.jspecify.annotations.NullMarked;
