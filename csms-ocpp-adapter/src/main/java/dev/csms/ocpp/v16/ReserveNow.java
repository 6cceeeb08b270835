package dev.csms.ocpp.v16;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** ReserveNow: keeps a connector for an idTag (OCPP 1.6 §5.13). */
interface ReserveNow {

    /**
     * ReserveNow.req (§6.37).
     *
     * @param connectorId 0 for any
     */
    record Request(
            @Min(0) int connectorId,
            Instant expiryDate,
            @IdToken String idTag,
            @IdToken @Nullable String parentIdTag,
            int reservationId) {}

    /** ReserveNow.conf (§6.38). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        FAULTED,
        OCCUPIED,
        REJECTED,
        UNAVAILABLE
    }
}
