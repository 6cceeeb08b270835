package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.FirmwareStatus;
import org.jspecify.annotations.Nullable;

/** SignedFirmwareStatusNotification: progress of a signed firmware update (security whitepaper, L01). */
interface SignedFirmwareStatusNotification {

    /**
     * SignedFirmwareStatusNotification.req.
     *
     * @param requestId of the SignedUpdateFirmware; absent only if nothing goes on
     */
    record Request(FirmwareStatus status, @Nullable Integer requestId) {}

    /** SignedFirmwareStatusNotification.conf. */
    record Response() {}
}
