package dev.csms.ocpp.v16;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** SignedUpdateFirmware: asks to fetch a firmware, check whose it is, and install it (security whitepaper, L01). */
interface SignedUpdateFirmware {

    /**
     * SignedUpdateFirmware.req.
     *
     * @param requestId     repeated by each SignedFirmwareStatusNotification
     * @param retryInterval seconds; the whitepaper's text misspells it
     */
    record Request(
            @Min(0) @Nullable Integer retries,
            @Min(0) @Nullable Integer retryInterval,
            int requestId,
            Firmware firmware) {}

    /**
     * @param location           URI of the firmware
     * @param signingCertificate PEM
     * @param signature          base64
     */
    record Firmware(
            @MaxLength(512) String location,
            Instant retrieveDateTime,
            @Nullable Instant installDateTime,
            @FreeText @MaxLength(5500) String signingCertificate,
            @FreeText @MaxLength(800) String signature) {}

    /** SignedUpdateFirmware.conf. */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED,
        ACCEPTED_CANCELED,
        INVALID_CERTIFICATE,
        REVOKED_CERTIFICATE
    }
}
