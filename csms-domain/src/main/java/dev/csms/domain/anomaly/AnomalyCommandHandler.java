package dev.csms.domain.anomaly;

import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.AnomalyCommand.QuarantineMessage;
import org.axonframework.commandhandling.CommandHandler;

/** Keeps what had to be refused. */
public final class AnomalyCommandHandler {

    private final FactLog facts;

    public AnomalyCommandHandler(FactLog facts) {
        this.facts = facts;
    }

    @CommandHandler
    void handle(QuarantineMessage quarantine) {
        new Anomalies(facts, quarantine.chargePointId(), null, null, quarantine.raw(), quarantine.receivedAt())
                .detect(quarantine.kind(), quarantine.action() + " was refused: " + quarantine.problem());
    }
}
