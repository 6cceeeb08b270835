package dev.csms.domain.anomaly;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;

/** What can be put on record of a charge point's mistakes. */
public sealed interface AnomalyCommand {

    /**
     * A message that matters to billing was refused. Its charge point is told so, and will throw it away in the end; this
     * may be the only trace of somebody's charging.
     *
     * @param kind    why
     * @param problem what is wrong with it
     * @param raw     as it came
     */
    record QuarantineMessage(
            ChargePointId chargePointId,
            AnomalyKind kind,
            String action,
            String problem,
            String raw,
            Instant receivedAt)
            implements AnomalyCommand {}
}
