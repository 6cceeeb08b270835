package dev.csms.app.housekeeping;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationExpired;
import dev.csms.domain.operation.OperationEvent.OperationFailed;
import dev.csms.domain.operation.OperationEvent.OperationOutcomeUnknown;
import dev.csms.domain.operation.Unknown;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** Lets housekeeping hear what charge points have made of what they were asked. */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class ConcludedOperations {

    private static final String ACCEPTED = "Accepted";

    private final MissedBoots missedBoots;

    ConcludedOperations(MissedBoots missedBoots) {
        this.missedBoots = missedBoots;
    }

    @EventHandler
    void on(OperationAnswered answered) {
        missedBoots.concluded(answered.operationId(), ACCEPTED.equals(answered.status()));
    }

    @EventHandler
    void on(OperationFailed failed) {
        missedBoots.concluded(failed.operationId(), false);
    }

    @EventHandler
    void on(OperationOutcomeUnknown unknown) {
        missedBoots.concluded(unknown.operationId(), unknown.cause() == Unknown.CONNECTION_LOST);
    }

    @EventHandler
    void on(OperationExpired expired) {
        missedBoots.concluded(expired.operationId(), true);
    }
}
