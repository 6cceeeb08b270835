/**
 * The configuration of charge points: which keys each has, what their values are known to be, and how they came to be
 * that (OCPP 1.6 §5.3, §5.8, §9).
 *
 * <p>{@link dev.csms.domain.configuration.ChargePointConfiguration} keeps what answers have said; {@link
 * dev.csms.domain.configuration.StandardKeys} is what the specification says of keys; {@link
 * dev.csms.domain.configuration.KnownConfiguration} is where others ask for a limit.
 */
@NullMarked
package dev.csms.domain.configuration;

import org.jspecify.annotations.NullMarked;
