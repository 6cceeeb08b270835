package dev.csms.app.eventstore;

import dev.csms.domain.transaction.TransactionId;
import dev.csms.domain.transaction.TransactionIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** Gives out transaction ids from blocks of a sequence. What is left of a block at the end of a node is never used. */
public final class PostgresTransactionIds implements TransactionIds {

    private static final int BLOCK = 100;

    private final DataSource database;
    private int next;
    private int left;

    public PostgresTransactionIds(DataSource database) {
        this.database = database;
    }

    @Override
    public synchronized TransactionId next() {
        if (left == 0) {
            next = nextBlock();
            left = Math.min(BLOCK, Integer.MAX_VALUE - next);
        }
        left--;
        return new TransactionId(next++);
    }

    private int nextBlock() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select nextval('transaction_id_block')");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new EventStoreException("No transaction ids could be reserved", e);
        }
    }
}
