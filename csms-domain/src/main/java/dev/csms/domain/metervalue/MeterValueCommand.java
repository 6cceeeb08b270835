package dev.csms.domain.metervalue;

import dev.csms.domain.RecordedOnce;
import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What charge points report of their meters. */
public sealed interface MeterValueCommand {

    /**
     * MeterValues (OCPP 1.6 §4.7). Said again it fails, which is as good as success to the charge point.
     *
     * @param connectorId   0 for the main meter
     * @param transactionId as claimed: any number, or absent
     * @param raw           the payload, where it could not be taken over as it was
     */
    record RecordMeterValues(
            ChargePointId chargePointId,
            int connectorId,
            @Nullable Long transactionId,
            List<MeterValue> meterValues,
            Instant receivedAt,
            @Nullable String raw)
            implements MeterValueCommand, RecordedOnce {}
}
