package dev.csms.ocpp.v16;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.transaction.StopReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** StopTransaction: sent when a transaction has ended; a report, not a question (OCPP 1.6 §4.10). */
interface StopTransaction {

    /**
     * StopTransaction.req (§6.49).
     *
     * @param transactionId   as said, which may be anything: -1, 0, another charge point's; null when it is no number
     * @param meterStop       energy register at the end, in Wh; null when what was sent is no number
     * @param timestamp       charge point clock; null when absent or unreadable, and the time of receipt has to do
     * @param idTag           absent when nobody presented one
     * @param reason          absent means Local
     * @param transactionData what could not be read of it is left out
     */
    @NeverRefused
    record Request(
            @Mandatory @Nullable Long transactionId,
            @Expected @Rounded @Nullable Long meterStop,
            @Expected @Nullable Instant timestamp,
            @IdToken @Nullable String idTag,
            @Otherwise("OTHER") @Nullable StopReason reason,
            @Nullable List<MeterValue> transactionData) {}

    /**
     * StopTransaction.conf (§6.50).
     *
     * @param idTagInfo only if the request named an idTag
     */
    record Response(@Nullable IdTagInfo idTagInfo) {}
}
