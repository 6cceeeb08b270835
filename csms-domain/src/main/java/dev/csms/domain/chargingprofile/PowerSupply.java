package dev.csms.domain.chargingprofile;

import java.math.BigDecimal;
import java.util.Map;

/**
 * How a charge point is connected: what amperes are in watts, and what it can deliver at most.
 *
 * @param numberPhases 1 to 3: what a period without numberPhases is taken to mean
 * @param nominalVolts between a phase and neutral
 * @param maxAmps      what the hardware of a connector delivers on each phase, where that is known, by connectorId
 */
public record PowerSupply(int numberPhases, int nominalVolts, Map<Integer, BigDecimal> maxAmps) {

    /** What the specification assumes (OCPP 1.6 §7.12, §7.14), and the voltage of most of the world. */
    public static final PowerSupply THREE_PHASES_230_V = new PowerSupply(3, 230, Map.of());

    public PowerSupply {
        if (numberPhases < 1 || numberPhases > 3) {
            throw new IllegalArgumentException("there are 1 to 3 phases, not " + numberPhases);
        }
        if (nominalVolts <= 0) {
            throw new IllegalArgumentException("a nominal voltage must be positive: " + nominalVolts);
        }
        maxAmps = Map.copyOf(maxAmps);
    }
}
