package dev.csms.domain.chargingprofile;

import dev.csms.domain.chargepoint.ChargePointId;
import java.util.Locale;

/** Identity of the account of a charge point's profiles: there is one for each. */
public record ChargingProfilesId(ChargePointId chargePointId) {

    /** The aggregate identifier: typed, because the event store has one key space, and the same for every spelling. */
    @Override
    public String toString() {
        return "charging-profiles-" + chargePointId.value().toLowerCase(Locale.ROOT);
    }
}
