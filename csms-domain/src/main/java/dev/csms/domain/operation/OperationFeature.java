package dev.csms.domain.operation;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import java.util.List;

/**
 * What a feature (reservations, charging profiles, ...) has to say to operations, and learns from them. What it changes
 * is stored together with the operation's own event.
 */
public interface OperationFeature {

    /**
     * What is questionable about a request, as far as this feature knows; each a sentence in an operator's words.
     * Whoever insists may still have it sent.
     */
    default List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        return List.of();
    }

    /** A request was taken, and waits for its turn. */
    default void requested(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {}

    /** A request has its outcome, other than that it waits again. */
    default void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {}

    /** A request will never be sent: it has expired or was cancelled. */
    default void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {}
}
