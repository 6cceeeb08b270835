package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.DataTransferStatus;
import org.jspecify.annotations.Nullable;

/** DataTransfer: what OCPP does not know, in a vendor's own terms, in either direction (OCPP 1.6 §4.3, §5.6). */
interface DataTransfer {

    /** DataTransfer.req (§6.15). */
    record Request(
            @MaxLength(255) String vendorId,
            @MaxLength(50) @Nullable String messageId,
            @FreeText @Nullable String data) {}

    /** DataTransfer.conf (§6.16). */
    record Response(
            DataTransferStatus status, @FreeText @Nullable String data) {}
}
