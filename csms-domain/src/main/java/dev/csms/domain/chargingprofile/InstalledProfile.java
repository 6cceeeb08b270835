package dev.csms.domain.chargingprofile;

import java.util.Objects;

/**
 * A profile where it stands.
 *
 * @param connectorId 1-based; 0 is the charge point as a whole, not each of its connectors
 */
public record InstalledProfile(int connectorId, ChargingProfile profile) {

    public InstalledProfile {
        Objects.requireNonNull(profile, "profile");
    }

    /** Whether a new profile takes the place of this one (OCPP 1.6 §3.13.2, §5.16.3, §5.16.4). */
    boolean isReplacedBy(int newConnectorId, ChargingProfile newProfile) {
        return profile.chargingProfileId() == newProfile.chargingProfileId() || isInPlaceOf(newConnectorId, newProfile);
    }

    /** Whether it stands where the other one would: no two profiles of a connector share purpose and stackLevel. */
    boolean isInPlaceOf(int otherConnectorId, ChargingProfile other) {
        return connectorId == otherConnectorId
                && profile.purpose() == other.purpose()
                && profile.stackLevel() == other.stackLevel();
    }
}
