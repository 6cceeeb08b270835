package dev.csms.domain.transaction;

import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.metervalue.MeterValue;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What became of a StopTransaction that does not name a transaction of its charge point. */
public sealed interface StrayStopEvent {

    String stopKey();

    /** It fits one open transaction, which it has stopped. */
    @Revision("1")
    record StrayStopAssigned(
            String stopKey,
            ChargePointId chargePointId,
            TransactionId transactionId,
            @Nullable IdTagInfo answer) implements StrayStopEvent {}

    /**
     * The start of its transaction has come after it; it has stopped that.
     *
     * @param evidence a sentence: what makes it the stop of this transaction
     */
    @Revision("1")
    record StrayStopReconciled(
            String stopKey,
            ChargePointId chargePointId,
            TransactionId transactionId,
            ReconciliationRule rule,
            String evidence,
            Instant reconciledAt)
            implements StrayStopEvent {}

    /**
     * It fits none; it was answered, and is kept for whoever can tell.
     *
     * @param raw the payload, where it could not be taken over as it was; not in revision 1
     */
    @Revision("2")
    record StrayStopKept(
            String stopKey,
            ChargePointId chargePointId,
            AnomalyKind cause,
            long claimedTransactionId,
            @Nullable Long meterStopWh,
            @Nullable Instant claimedAt,
            StopReason reason,
            @Nullable IdTagId idTag,
            @Nullable IdTagInfo answer,
            List<MeterValue> transactionData,
            Instant receivedAt,
            @Nullable String raw)
            implements StrayStopEvent {}
}
