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

    private final Housekeeping housekeeping;
    private final MissedBoots missedBoots;

    ConcludedOperations(Housekeeping housekeeping, MissedBoots missedBoots) {
        this.housekeeping = housekeeping;
        this.missedBoots = missedBoots;
    }

    @EventHandler
    void on(OperationAnswered answered) {
        housekeeping.concluded(answered.chargePointId(), answered.operationId());
        missedBoots.concluded(answered.operationId(), ACCEPTED.equals(answered.status()));
    }

    @EventHandler
    void on(OperationFailed failed) {
        housekeeping.concluded(failed.chargePointId(), failed.operationId());
        missedBoots.concluded(failed.operationId(), false);
    }

    /** Of one that has lost its connection over it, no more is asked. */
    @EventHandler
    void on(OperationOutcomeUnknown unknown) {
        boolean gone = unknown.cause() == Unknown.CONNECTION_LOST;
        if (!gone) {
            housekeeping.concluded(unknown.chargePointId(), unknown.operationId());
        }
        missedBoots.concluded(unknown.operationId(), gone);
    }

    @EventHandler
    void on(OperationExpired expired) {
        missedBoots.concluded(expired.operationId(), true);
    }
}
