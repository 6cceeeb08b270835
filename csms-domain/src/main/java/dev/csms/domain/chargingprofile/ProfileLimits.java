package dev.csms.domain.chargingprofile;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a charge point says of its smart charging in its configuration (OCPP 1.6 §9.4; errata 3.88). Whatever is absent
 * is unknown, and not checked.
 *
 * @param maxStackLevel                    ChargeProfileMaxStackLevel
 * @param maxPeriods                       ChargingScheduleMaxPeriods
 * @param rateUnits                        ChargingScheduleAllowedChargingRateUnit: Current is A, Power is W
 * @param maxProfilesInstalled             MaxChargingProfilesInstalled
 * @param connectorSwitch3to1PhaseSupported whether the number of phases may change within a transaction
 */
public record ProfileLimits(
        @Nullable Integer maxStackLevel,
        @Nullable Integer maxPeriods,
        @Nullable Set<ChargingRateUnit> rateUnits,
        @Nullable Integer maxProfilesInstalled,
        @Nullable Boolean connectorSwitch3to1PhaseSupported) {

    public static final ProfileLimits UNKNOWN = new ProfileLimits(null, null, null, null, null);

    public ProfileLimits {
        rateUnits = rateUnits == null ? null : Set.copyOf(rateUnits);
    }
}
