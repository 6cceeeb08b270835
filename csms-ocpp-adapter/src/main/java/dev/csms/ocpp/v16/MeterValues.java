package dev.csms.ocpp.v16;

import dev.csms.domain.metervalue.MeterValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MeterValues: what the meter of a connector, or of the whole charge point, shows (OCPP 1.6 §4.7). */
interface MeterValues {

    /**
     * MeterValues.req (§6.31).
     *
     * @param connectorId   0 is the main meter
     * @param transactionId as said, which may be anything: -1, 0, another charge point's
     * @param meterValue    never null within; what could not be read of it is left out
     */
    @NeverRefused
    record Request(
            @Min(0) int connectorId,
            @Nullable Long transactionId,
            @MinItems(1) List<MeterValue> meterValue) {}

    /** MeterValues.conf (§6.32). */
    record Response() {}
}
