package dev.csms.app.eventstore;

import dev.csms.domain.transaction.TransactionId;
import dev.csms.domain.transaction.TransactionIds;

/** Transaction ids of all nodes on one PostgreSQL. */
public final class PostgresTransactionIds implements TransactionIds {

    private final NumberBlocks numbers;

    public PostgresTransactionIds(NumberSource source) {
        numbers = source.blocks("transaction_id_block");
    }

    @Override
    public TransactionId next() {
        return new TransactionId(numbers.next());
    }
}
