package dev.csms.domain.chargingprofile;

import org.jspecify.annotations.Nullable;

/**
 * Which profiles a ClearChargingProfile means (OCPP 1.6 §5.5; errata 3.25, 3.26). Without any member: all of them.
 *
 * @param chargingProfileId if present, the other members mean nothing
 * @param connectorId       0 is what stands on the charge point as a whole; absent is wherever it stands
 */
public record ClearCriteria(
        @Nullable Integer chargingProfileId,
        @Nullable Integer connectorId,
        @Nullable ChargingProfilePurpose purpose,
        @Nullable Integer stackLevel) {

    public static final ClearCriteria ALL = new ClearCriteria(null, null, null, null);

    boolean match(InstalledProfile installed) {
        ChargingProfile profile = installed.profile();
        if (chargingProfileId != null) {
            return profile.chargingProfileId() == chargingProfileId;
        }
        return (connectorId == null || installed.connectorId() == connectorId)
                && (purpose == null || profile.purpose() == purpose)
                && (stackLevel == null || profile.stackLevel() == stackLevel);
    }
}
