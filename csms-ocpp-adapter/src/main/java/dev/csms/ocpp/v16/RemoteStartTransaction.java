package dev.csms.ocpp.v16;

import org.jspecify.annotations.Nullable;

/** RemoteStartTransaction: asks to start a transaction (OCPP 1.6 §5.11). */
interface RemoteStartTransaction {

    /**
     * RemoteStartTransaction.req (§6.33).
     *
     * @param chargingProfile a TxProfile without transactionId (§5.16.2)
     */
    record Request(
            @IdToken String idTag,
            @Min(1) @Nullable Integer connectorId,
            @Nullable ChargingProfile chargingProfile) {}

    /** RemoteStartTransaction.conf (§6.34). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
