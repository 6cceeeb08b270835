package dev.csms.ocpp.v16;

import dev.csms.domain.Provenance;
import dev.csms.domain.anomaly.AnomalyCommand.QuarantineMessage;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.rpc.Call;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Keeps messages of the transaction queue that had to be refused. The charge point is told so, and after some attempts
 * throws them away; they may be the only trace of somebody's charging.
 */
@FunctionalInterface
public interface Quarantine {

    /** @param problem what is wrong with it */
    void keep(ChargePointId chargePointId, Call call, AnomalyKind kind, String problem);

    /** Puts them on record as anomalies. */
    static Quarantine onRecord(CommandGateway commands) {
        return (chargePointId, call, kind, problem) -> commands.sendAndWait(
                new QuarantineMessage(
                        chargePointId,
                        kind,
                        call.action(),
                        problem,
                        call.payload().toString(),
                        call.receivedAt()),
                Provenance.of(chargePointId)
                        .and(Provenance.ACTION, call.action())
                        .and(Provenance.MESSAGE_ID, call.messageId().toString()));
    }
}
