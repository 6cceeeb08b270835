package dev.csms.app.session;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionSuperseded;
import dev.csms.ocpp.rpc.SessionRegistry;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** Closes the connection that this node holds when its charge point has connected to another one. */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class SupersededSessions {

    private final SessionRegistry sessions;

    SupersededSessions(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    @EventHandler
    void on(SessionSuperseded superseded) {
        sessions.superseded(superseded.chargePointId(), superseded.sessionId());
    }
}
