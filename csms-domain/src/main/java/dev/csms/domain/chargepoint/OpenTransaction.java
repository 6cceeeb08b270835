package dev.csms.domain.chargepoint;

import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is running at a charge point, as far as we know.
 *
 * @param startedAt  charge point clock where that can be believed, else ours
 * @param receivedAt when we heard of its start; absent where that is not on record
 */
public record OpenTransaction(
        TransactionId transactionId,
        int connectorId,
        Instant startedAt,
        @Nullable Instant receivedAt) {

    /** Whether the start of another one proves it over: one connector carries one at a time. */
    boolean isEndedBy(OpenTransaction next) {
        if (connectorId != next.connectorId) {
            return false;
        }
        boolean oneClock = isAhead() && next.isAhead();
        int order = oneClock ? 0 : begunBy().compareTo(next.begunBy());
        return order < 0 || order == 0 && startedAt.isBefore(next.startedAt);
    }

    /** Had begun by then: nothing that we have heard of begins later, whatever a clock that is ahead says. */
    Instant begunBy() {
        return isAhead() ? Objects.requireNonNull(receivedAt) : startedAt;
    }

    private boolean isAhead() {
        return receivedAt != null && receivedAt.isBefore(startedAt);
    }
}
