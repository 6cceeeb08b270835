package dev.csms.app.certificate;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** Lets this node hear at once of charge points that have come by the certificate of their manufacturer. */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class ChargePointsAsFromFactory {

    private final FactoryCertificates factory;

    ChargePointsAsFromFactory(FactoryCertificates factory) {
        this.factory = factory;
    }

    @EventHandler
    void on(SessionOpened opened) {
        factory.came(opened);
    }
}
