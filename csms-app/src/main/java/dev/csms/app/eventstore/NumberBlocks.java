package dev.csms.app.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** Gives out numbers from blocks of a sequence. What is left of a block at the end of a node is never used. */
final class NumberBlocks {

    /** The increment of the sequences. */
    private static final int BLOCK = 100;

    private final DataSource database;
    private final String sequence;
    private int next;
    private int left;

    NumberBlocks(DataSource database, String sequence) {
        this.database = database;
        this.sequence = sequence;
    }

    synchronized int next() {
        if (left == 0) {
            next = nextBlock();
            left = Math.min(BLOCK, Integer.MAX_VALUE - next);
        }
        left--;
        return next++;
    }

    private int nextBlock() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select nextval(?::regclass)")) {
            statement.setString(1, sequence);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new EventStoreException("No numbers of " + sequence + " could be reserved", e);
        }
    }
}
