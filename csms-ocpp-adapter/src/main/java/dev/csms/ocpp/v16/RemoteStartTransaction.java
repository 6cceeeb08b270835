package dev.csms.ocpp.v16;

import org.jspecify.annotations.Nullable;

/** RemoteStartTransaction: asks to start a transaction (OCPP 1.6 §5.11). */
interface RemoteStartTransaction {

    /** RemoteStartTransaction.req (§6.33). */
    record Request(
            @IdToken String idTag, @Min(1) @Nullable Integer connectorId) {}

    /** RemoteStartTransaction.conf (§6.34). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
