package dev.csms.app.axon;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Transactions of those who read the log. They do not wait for the disk: what a crash loses of them, rows and token
 * together, is read again from the log.
 */
final class ProjectionTransactions extends SpringTransactionManager {

    private final DataSource database;

    ProjectionTransactions(DataSource database) {
        super(new JdbcTransactionManager(database));
        this.database = database;
    }

    @Override
    public Transaction startTransaction() {
        Transaction transaction = super.startTransaction();
        try {
            Connection connection = DataSourceUtils.getConnection(database);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local synchronous_commit = off");
            } finally {
                DataSourceUtils.releaseConnection(connection, database);
            }
        } catch (SQLException | CannotGetJdbcConnectionException e) {
            transaction.rollback();
            throw new IllegalStateException("The transaction of a projection could not be started", e);
        }
        return transaction;
    }
}
