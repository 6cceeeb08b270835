package dev.csms.domain.transaction;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;

/**
 * Somebody holds a transaction to be over although its charge point has not said so, and may never: its idTag and its
 * connector are free again. Answers whether it was open. A stop that comes later counts, as with every such closing.
 *
 * @param reason for the record
 */
public record CloseTransaction(
        ChargePointId chargePointId, TransactionId transactionId, String reason, Instant closedAt) {

    /** In characters. */
    public static final int LONGEST_REASON = 500;

    public CloseTransaction {
        reason = reason.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "reason must have 1 to " + LONGEST_REASON + " characters, not " + reason.length());
        }
    }
}
