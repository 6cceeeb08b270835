package dev.csms.ocpp.v16;

import dev.csms.domain.operation.LogType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** GetLog: asks for a log file (security whitepaper, N01). */
interface GetLog {

    /**
     * GetLog.req.
     *
     * @param requestId     repeated by each LogStatusNotification
     * @param retryInterval seconds
     */
    record Request(
            LogType logType,
            int requestId,
            @Min(0) @Nullable Integer retries,
            @Min(0) @Nullable Integer retryInterval,
            Log log) {}

    /** @param remoteLocation URI of a directory to upload to */
    record Log(
            @MaxLength(512) String remoteLocation,
            @Nullable Instant oldestTimestamp,
            @Nullable Instant latestTimestamp) {}

    /**
     * GetLog.conf.
     *
     * @param filename absent if there is nothing to upload; spelled unlike the one of GetDiagnostics.conf
     */
    record Response(Status status, @MaxLength(255) @Nullable String filename) {}

    enum Status {
        ACCEPTED,
        REJECTED,
        ACCEPTED_CANCELED
    }
}
