package dev.csms.app.operation;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationEvent.OperationReturned;
import dev.csms.ocpp.v16.OperationDispatcher;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/**
 * Tells this node's dispatcher what may be to send, wherever it was asked for. What is to send stands in the charge
 * point's own record, so that a word too many or one that comes late does no harm.
 */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class OperationCalls {

    private final OperationDispatcher dispatcher;

    OperationCalls(OperationDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @EventHandler
    void on(OperationRequested requested) {
        dispatcher.nudge(requested.chargePointId());
    }

    @EventHandler
    void on(OperationReturned returned) {
        dispatcher.nudge(returned.chargePointId());
    }
}
