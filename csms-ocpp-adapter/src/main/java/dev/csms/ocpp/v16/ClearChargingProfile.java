package dev.csms.ocpp.v16;

import dev.csms.domain.chargingprofile.ChargingProfilePurpose;
import org.jspecify.annotations.Nullable;

/** ClearChargingProfile: removes charging profiles (OCPP 1.6 §5.5). */
interface ClearChargingProfile {

    /**
     * ClearChargingProfile.req (§6.13). Without any member: all profiles.
     *
     * @param id          chargingProfileId; with it the other members mean nothing (errata 3.26)
     * @param connectorId 0 for what stands on the charge point as a whole
     */
    record Request(
            @Nullable Integer id,
            @Min(0) @Nullable Integer connectorId,
            @Nullable ChargingProfilePurpose chargingProfilePurpose,
            @Min(0) @Nullable Integer stackLevel) {}

    /** ClearChargingProfile.conf (§6.14). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        UNKNOWN
    }
}
