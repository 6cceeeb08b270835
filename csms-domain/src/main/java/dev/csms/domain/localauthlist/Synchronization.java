package dev.csms.domain.localauthlist;

import dev.csms.domain.operation.OperationId;
import org.jspecify.annotations.Nullable;

/**
 * What became of an order to synchronize.
 *
 * @param operationId the update that was requested; only if it has begun
 */
public record Synchronization(Progress progress, @Nullable OperationId operationId) {

    public enum Progress {
        /** A first update is on its way. */
        BEGUN,
        /** An update is on its way; when it is answered, the rest follows. */
        RUNNING,
        /** The charge point has what is wanted. */
        IN_STEP,
        /** The charge point has no rule by which its list is kept. */
        NO_RULE,
        /** The rule has changed since the entries were chosen. */
        RULE_CHANGED,
        /** The charge point has said that it has no such list. */
        NOT_SUPPORTED,
        /** So many operations wait for the charge point that one more is a mistake. */
        TOO_MANY_WAITING
    }

    static Synchronization begun(OperationId operationId) {
        return new Synchronization(Progress.BEGUN, operationId);
    }

    static Synchronization is(Progress progress) {
        return new Synchronization(progress, null);
    }
}
