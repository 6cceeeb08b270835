package dev.csms.ocpp.v16;

import dev.csms.domain.chargingprofile.ChargingProfileKind;
import dev.csms.domain.chargingprofile.ChargingProfilePurpose;
import dev.csms.domain.chargingprofile.RecurrencyKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of limits, and what it applies to (OCPP 1.6 §7.8).
 *
 * @param transactionId of a TxProfile for a running transaction
 */
record ChargingProfile(
        int chargingProfileId,
        @Nullable Integer transactionId,
        @Min(0) int stackLevel,
        ChargingProfilePurpose chargingProfilePurpose,
        ChargingProfileKind chargingProfileKind,
        @Nullable RecurrencyKind recurrencyKind,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        ChargingSchedule chargingSchedule) {

    static ChargingProfile of(dev.csms.domain.chargingprofile.ChargingProfile profile) {
        return new ChargingProfile(
                profile.chargingProfileId(),
                profile.transactionId(),
                profile.stackLevel(),
                profile.purpose(),
                profile.kind(),
                profile.recurrencyKind(),
                profile.validFrom(),
                profile.validTo(),
                ChargingSchedule.of(profile.chargingSchedule()));
    }
}
