package dev.csms.query.metervalue;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.SampledValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One sample of a series.
 *
 * @param transactionId 0 if it belongs to none
 * @param text          signed data byte for byte, or what is no number
 */
record MeterSample(
        Series series,
        int transactionId,
        Instant sampledAt,
        @Nullable BigDecimal value,
        @Nullable String text) implements MeterEntry {

    @Override
    public Connector connector() {
        return new Connector(series.chargePointId(), series.connectorId());
    }

    static void ofEach(
            List<MeterValue> meterValues,
            String chargePointId,
            int connectorId,
            int transactionId,
            Consumer<MeterSample> to) {
        for (MeterValue meterValue : meterValues) {
            for (SampledValue sampled : meterValue.sampledValues()) {
                BigDecimal number = sampled.number().orElse(null);
                to.accept(new MeterSample(
                        Series.of(chargePointId, connectorId, sampled),
                        transactionId,
                        meterValue.sampledAt(),
                        number,
                        number == null ? sampled.value() : null));
            }
        }
    }
}
