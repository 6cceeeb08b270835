package dev.csms.ocpp.v16;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** GetDiagnostics: asks for a file of diagnostics (OCPP 1.6 §5.9). */
interface GetDiagnostics {

    /**
     * GetDiagnostics.req (§6.25).
     *
     * @param location      URI of a directory to upload to
     * @param retryInterval seconds
     */
    record Request(
            @FreeText String location,
            @Min(0) @Nullable Integer retries,
            @Min(0) @Nullable Integer retryInterval,
            @Nullable Instant startTime,
            @Nullable Instant stopTime) {}

    /**
     * GetDiagnostics.conf (§6.26).
     *
     * @param fileName absent if there is nothing to upload
     */
    record Response(@MaxLength(255) @Nullable String fileName) {}
}
