package dev.csms.domain.metervalue;

import java.time.Instant;
import java.util.List;

/**
 * What a meter showed at one instant (OCPP 1.6 §7.33).
 *
 * @param sampledAt     charge point clock; the time of receipt where the charge point gave none that can be read
 * @param sampledValues may be empty: some charge points send nothing
 */
public record MeterValue(Instant sampledAt, List<SampledValue> sampledValues) {}
