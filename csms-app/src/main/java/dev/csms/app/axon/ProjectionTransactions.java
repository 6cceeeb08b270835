package dev.csms.app.axon;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions of those who read the log. They do not wait for the disk: what a crash loses of them, rows and token
 * together, is read again from the log ({@link ComparingTokenStore}). They do wait for a database that is away or takes
 * no changes, since a reader that fails stays away for up to a minute, and longer with each failure.
 */
final class ProjectionTransactions extends SpringTransactionManager {

    private static final Logger log = LoggerFactory.getLogger(ProjectionTransactions.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final DataSource database;

    ProjectionTransactions(DataSource database) {
        super(new JdbcTransactionManager(database));
        this.database = database;
    }

    @Override
    public Transaction startTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            // a part of that one: it has been prepared, and if it fails, it stays failed
            return super.startTransaction();
        }
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return begun();
            } catch (SQLException | CannotCreateTransactionException | CannotGetJdbcConnectionException e) {
                if (pause.equals(FIRST_PAUSE)) {
                    log.warn("A reader of the event log waits for the database: {}", e.getMessage());
                }
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("The transaction of a projection could not be started", e);
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private Transaction begun() throws SQLException {
        Transaction transaction = super.startTransaction();
        String problem;
        try {
            problem = prepared();
        } catch (SQLException | RuntimeException e) {
            rollback(transaction, e);
            throw e;
        }
        if (problem != null) {
            SQLException unfit = new SQLException(problem);
            rollback(transaction, unfit);
            throw unfit;
        }
        return transaction;
    }

    /** On a connection that is gone this fails as well, which says nothing new. */
    private static void rollback(Transaction transaction, Exception cause) {
        try {
            transaction.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private @Nullable String prepared() throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select set_config('synchronous_commit', 'off', true), current_setting('transaction_read_only')
                    """)) {
            row.next();
            return row.getBoolean(2) ? "it takes no changes" : null;
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
