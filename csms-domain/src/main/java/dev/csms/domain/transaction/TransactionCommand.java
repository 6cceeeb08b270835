package dev.csms.domain.transaction;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.metervalue.MeterValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What charge points report about transactions. They report what has happened: nothing here can be refused. */
public sealed interface TransactionCommand {

    ChargePointId chargePointId();

    /** When we heard of it. */
    Instant receivedAt();

    /**
     * StartTransaction (OCPP 1.6 §4.8). Answers {@link StartAnswer}; said again, it gets the first answer again.
     *
     * @param meterStartWh  energy register at start, in Wh; absent if it could not be read
     * @param startedAt     charge point clock; absent if it could not be read
     * @param reservationId the reservation that this transaction ends, if any
     * @param raw           the payload, where it could not be taken over as it was
     */
    record StartTransaction(
            ChargePointId chargePointId,
            int connectorId,
            IdTagId idTag,
            @Nullable Long meterStartWh,
            @Nullable Instant startedAt,
            @Nullable Integer reservationId,
            Instant receivedAt,
            @Nullable String raw)
            implements TransactionCommand {}

    /**
     * StopTransaction (OCPP 1.6 §4.10). Answers {@link StopAnswer}; said again, it gets the first answer again.
     *
     * @param transactionId as claimed: any number, -1 where the charge point never learnt it
     * @param meterStopWh   energy register at stop, in Wh; absent if it could not be read
     * @param stoppedAt     charge point clock; absent if it could not be read
     * @param idTag         the tag presented to stop, if any
     * @param raw           the payload, where it could not be taken over as it was
     */
    record StopTransaction(
            ChargePointId chargePointId,
            long transactionId,
            @Nullable Long meterStopWh,
            @Nullable Instant stoppedAt,
            @Nullable IdTagId idTag,
            StopReason reason,
            List<MeterValue> transactionData,
            Instant receivedAt,
            @Nullable String raw)
            implements TransactionCommand {}
}
