package dev.csms.domain.transaction;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.metervalue.MeterValue;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What has happened to one charging transaction. */
public sealed interface TransactionEvent {

    TransactionId transactionId();

    /**
     * @param authorization the tag's standing as decided at the start; later changes of the tag do not matter here
     * @param meterStartWh  energy register at start, in Wh; absent if it could not be read
     * @param startedAt     charge point clock where that can be believed, else ours
     * @param claimedAt     charge point clock as said; absent if it could not be read
     * @param raw           the payload, where it could not be taken over as it was; not in revision 1
     */
    @Revision("2")
    record TransactionStarted(
            TransactionId transactionId,
            ChargePointId chargePointId,
            int connectorId,
            IdTagId idTag,
            IdTagInfo authorization,
            @Nullable Long meterStartWh,
            Instant startedAt,
            @Nullable Instant claimedAt,
            @Nullable Integer reservationId,
            Instant receivedAt,
            @Nullable String raw)
            implements TransactionEvent {}

    /**
     * @param meterStopWh          energy register at stop, in Wh; absent if it could not be read
     * @param stoppedAt            charge point clock where that can be believed, else ours
     * @param claimedAt            charge point clock as said; absent if it could not be read
     * @param claimedTransactionId what the charge point called it, where that was not its id
     * @param idTag                the tag presented to stop, if any
     * @param answer               what was said of that tag
     * @param raw                  the payload, where it could not be taken over as it was; not in revision 1
     */
    @Revision("2")
    record TransactionStopped(
            TransactionId transactionId,
            ChargePointId chargePointId,
            int connectorId,
            @Nullable Long meterStopWh,
            Instant stoppedAt,
            @Nullable Instant claimedAt,
            StopReason reason,
            @Nullable Long claimedTransactionId,
            @Nullable IdTagId idTag,
            @Nullable IdTagInfo answer,
            List<MeterValue> transactionData,
            Instant receivedAt,
            @Nullable String raw)
            implements TransactionEvent {}

    /**
     * Held to be over although its charge point has not said so. It can be reopened.
     *
     * @param evidence a sentence: what proves it over
     * @param endedBy  not after this time, by the evidence
     */
    @Revision("1")
    record TransactionClosedAdministratively(
            TransactionId transactionId,
            ChargePointId chargePointId,
            int connectorId,
            ClosingRule rule,
            String evidence,
            Instant endedBy,
            Instant closedAt)
            implements TransactionEvent {}

    /** The real StopTransaction has come after the transaction had been closed administratively. */
    @Revision("1")
    record TransactionReopened(
            TransactionId transactionId, ChargePointId chargePointId, String evidence, Instant reopenedAt)
            implements TransactionEvent {}
}
