package dev.csms.app.housekeeping;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.RegistrationStatus;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** Lets housekeeping hear, from the start of this node on, of charge points that have booted and were accepted. */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class AcceptedBoots {

    private final Housekeeping housekeeping;

    AcceptedBoots(Housekeeping housekeeping) {
        this.housekeeping = housekeeping;
    }

    @EventHandler
    void on(ChargePointBooted booted) {
        if (booted.answered() == RegistrationStatus.ACCEPTED) {
            housekeeping.booted(booted.chargePointId());
        }
    }
}
