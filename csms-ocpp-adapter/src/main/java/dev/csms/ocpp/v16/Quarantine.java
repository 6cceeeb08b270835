package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.rpc.Call;

/**
 * Keeps messages of the transaction queue that could not be understood at all. The charge point is told so, and after
 * some attempts throws them away; they may be the only trace of somebody's charging.
 */
@FunctionalInterface
public interface Quarantine {

    /** @param problem what is wrong with it */
    void keep(ChargePointId chargePointId, Call call, String problem);
}
