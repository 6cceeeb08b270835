package dev.csms.domain.transaction;

/**
 * Identifies a transaction in the whole installation. Ours to choose (OCPP 1.6 §4.8), never reused.
 *
 * @param value 1 to 2147483647
 */
public record TransactionId(int value) {

    public TransactionId {
        if (value <= 0) {
            throw new IllegalArgumentException("transactionId must be positive: " + value);
        }
    }

    /** The aggregate identifier; typed, because the event store has one key space for all aggregates. */
    @Override
    public String toString() {
        return "transaction-" + value;
    }
}
