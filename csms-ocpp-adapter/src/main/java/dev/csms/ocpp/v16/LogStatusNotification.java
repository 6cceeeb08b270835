package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.LogStatus;
import org.jspecify.annotations.Nullable;

/** LogStatusNotification: progress of a log upload (security whitepaper, N01). */
interface LogStatusNotification {

    /**
     * LogStatusNotification.req.
     *
     * @param requestId of the GetLog; absent only if it was asked for by a trigger while nothing was uploaded
     */
    record Request(LogStatus status, @Nullable Integer requestId) {}

    /** LogStatusNotification.conf. */
    record Response() {}
}
