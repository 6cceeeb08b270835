package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.RegistrationStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** BootNotification: sent after each start of the charge point, before anything else (OCPP 1.6 §4.2). */
interface BootNotification {

    /**
     * BootNotification.req (§6.3). Charge points are told apart by their identity; all of this only describes them.
     *
     * @param chargeBoxSerialNumber deprecated, and still sent
     */
    record Request(
            @Expected @MaxLength(20) @Nullable String chargePointVendor,
            @Expected @MaxLength(20) @Nullable String chargePointModel,
            @MaxLength(25) @Nullable String chargePointSerialNumber,
            @MaxLength(25) @Nullable String chargeBoxSerialNumber,
            @MaxLength(50) @Nullable String firmwareVersion,
            @MaxLength(20) @Nullable String iccid,
            @MaxLength(20) @Nullable String imsi,
            @MaxLength(25) @Nullable String meterType,
            @MaxLength(25) @Nullable String meterSerialNumber) {}

    /**
     * BootNotification.conf (§6.4).
     *
     * @param interval seconds between heartbeats when accepted, else until the next BootNotification; 0 leaves it to
     *                 the charge point
     */
    record Response(
            RegistrationStatus status,
            Instant currentTime,
            @Min(0) int interval) {

        boolean isAccepted() {
            return status == RegistrationStatus.ACCEPTED;
        }
    }
}
