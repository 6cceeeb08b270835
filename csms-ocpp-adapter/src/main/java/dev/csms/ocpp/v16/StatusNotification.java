package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** StatusNotification: a connector changed its state, or has an error to report (OCPP 1.6 §4.9). */
interface StatusNotification {

    /**
     * StatusNotification.req (§6.47).
     *
     * @param connectorId 0 is the charge point as a whole; less is nobody's, and no reason to be without an answer
     * @param timestamp   charge point clock; absent means now
     */
    record Request(
            @Min(value = 0, forgiven = true) int connectorId,

            @Otherwise(
                    value = "OTHER_ERROR",
                    rawInto = {"vendorErrorCode", "info"})
            ChargePointErrorCode errorCode,

            @MaxLength(50) @Nullable String info,
            ChargePointStatus status,
            @Nullable Instant timestamp,
            @MaxLength(255) @Nullable String vendorId,
            @MaxLength(50) @Nullable String vendorErrorCode) {}

    /** StatusNotification.conf (§6.48). */
    record Response() {}
}
