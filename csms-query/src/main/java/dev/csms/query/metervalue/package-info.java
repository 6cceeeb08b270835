/** Meter samples as time series: one series for all samples of one charge point, connector, measurand and so on. */
@NullMarked
package dev.csms.query.metervalue;

import org.jspecify.annotations.NullMarked;
