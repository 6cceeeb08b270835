package dev.csms.ocpp.v16;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** StartTransaction: sent when a transaction begins on a connector (OCPP 1.6 §4.8). */
interface StartTransaction {

    /**
     * StartTransaction.req (§6.45).
     *
     * @param connectorId   1-based; 0, the charge point as a whole, cannot charge and is sent all the same
     * @param idTag         empty when absent, which is what some send where charging is free
     * @param meterStart    energy register at start, in Wh; null when what was sent is no number
     * @param reservationId the reservation this transaction uses up, if any
     * @param timestamp     charge point clock; null when absent or unreadable, and the time of receipt has to do
     */
    @NeverRefused
    record Request(
            @Min(1) int connectorId,
            @Expected @IdToken String idTag,
            @Mandatory @Rounded @Nullable Long meterStart,
            @Nullable Integer reservationId,
            @Expected @Nullable Instant timestamp) {}

    /** StartTransaction.conf (§6.46). */
    record Response(@Min(1) int transactionId, IdTagInfo idTagInfo) {}
}
