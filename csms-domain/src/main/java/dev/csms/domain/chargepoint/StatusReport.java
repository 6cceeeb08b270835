package dev.csms.domain.chargepoint;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a StatusNotification says of a connector (OCPP 1.6 §4.9).
 *
 * @param reportedAt charge point clock; absent if it gave none
 */
public record StatusReport(
        ChargePointStatus status,
        ChargePointErrorCode errorCode,
        @Nullable String info,
        @Nullable String vendorId,
        @Nullable String vendorErrorCode,
        @Nullable Instant reportedAt) {

    /** Whether it tells the same state as another report, whenever that was made. */
    boolean saysTheSameAs(StatusReport other) {
        return status == other.status
                && errorCode == other.errorCode
                && Objects.equals(info, other.info)
                && Objects.equals(vendorId, other.vendorId)
                && Objects.equals(vendorErrorCode, other.vendorErrorCode);
    }
}
