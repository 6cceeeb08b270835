package dev.csms.domain.metervalue;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What meters have shown. */
public sealed interface MeterValueEvent {

    ChargePointId chargePointId();

    /**
     * @param connectorId          0 for the main meter
     * @param transactionId        the transaction they belong to, as decided; absent if to none
     * @param claimedTransactionId as said, where that is something else
     * @param raw                  the payload, where it could not be taken over as it was
     */
    @Revision("1")
    record MeterValuesReceived(
            ChargePointId chargePointId,
            int connectorId,
            @Nullable TransactionId transactionId,
            Attribution attribution,
            @Nullable Long claimedTransactionId,
            List<MeterValue> meterValues,
            Instant receivedAt,
            @Nullable String raw)
            implements MeterValueEvent {}
}
