package dev.csms.query.metervalue;

import dev.csms.domain.metervalue.SampledValue;
import dev.csms.query.projection.StorableText;

/**
 * What all samples of one series have in common, with what the specification assumes for absent members.
 *
 * @param phase empty for the total
 * @param unit  empty if unknown
 */
record Series(
        String chargePointId,
        int connectorId,
        String measurand,
        String phase,
        String location,
        String context,
        String unit,
        String format) {

    static Series of(String chargePointId, int connectorId, SampledValue value) {
        return new Series(
                chargePointId,
                connectorId,
                StorableText.of(value.effectiveMeasurand()),
                value.phase() == null ? "" : StorableText.of(value.phase()),
                StorableText.of(value.effectiveLocation()),
                StorableText.of(value.effectiveContext()),
                StorableText.of(value.effectiveUnit().orElse("")),
                StorableText.of(value.effectiveFormat()));
    }
}
