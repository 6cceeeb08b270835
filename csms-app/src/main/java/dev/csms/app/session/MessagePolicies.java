package dev.csms.app.session;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.chargepoint.ChargePointEvent.MessagePolicyChanged;
import dev.csms.ocpp.rpc.SessionRegistry;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** Lets the next message of a charge point that is connected to this node be read as has been decided just now. */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class MessagePolicies {

    private final SessionRegistry sessions;

    MessagePolicies(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    @EventHandler
    void on(MessagePolicyChanged changed) {
        sessions.find(changed.chargePointId()).ifPresent(session -> session.messagePolicy(changed.messagePolicy()));
    }
}
