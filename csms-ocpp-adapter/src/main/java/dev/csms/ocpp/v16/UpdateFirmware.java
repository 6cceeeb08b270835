package dev.csms.ocpp.v16;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** UpdateFirmware: asks to fetch and install a firmware (OCPP 1.6 §5.19). */
interface UpdateFirmware {

    /**
     * UpdateFirmware.req (§6.55).
     *
     * @param location      URI of the firmware
     * @param retryInterval seconds
     */
    record Request(
            @FreeText String location,
            Instant retrieveDate,
            @Min(0) @Nullable Integer retries,
            @Min(0) @Nullable Integer retryInterval) {}

    /** UpdateFirmware.conf (§6.56). */
    record Response() {}
}
