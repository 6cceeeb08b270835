package dev.csms.domain.configuration;

import dev.csms.domain.chargepoint.ChargePointId;
import java.util.Locale;

/** Identity of a charge point's configuration: there is one for each. */
public record ConfigurationId(ChargePointId chargePointId) {

    /** The aggregate identifier: typed, because the event store has one key space, and the same for every spelling. */
    @Override
    public String toString() {
        return "configuration-" + chargePointId.value().toLowerCase(Locale.ROOT);
    }
}
