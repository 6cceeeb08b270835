package dev.csms.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The right to rebuild a projection, which one connection to the database has at a time, whatever node it is of. All that
 * only this one may do is done by the same connection: whoever has lost it has lost the right as well, and cannot do it.
 */
final class RebuildGuard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RebuildGuard.class);

    private final Connection connection;
    private final String group;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    private RebuildGuard(Connection connection, String group) {
        this.connection = connection;
        this.group = group;
        SingleConnectionDataSource only = new SingleConnectionDataSource(connection, true);
        this.db = JdbcClient.create(only);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(only));
    }

    /** Empty if somebody else has it. */
    static Optional<RebuildGuard> take(DataSource database, String group) {
        Connection connection;
        try {
            connection = database.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException("there is no connection to the database", e);
        }
        RebuildGuard guard = new RebuildGuard(connection, group);
        boolean taken = false;
        try {
            taken = guard.lock();
            return taken ? Optional.of(guard) : Optional.empty();
        } finally {
            if (!taken) {
                guard.giveBack();
            }
        }
    }

    private boolean lock() {
        // a machine that is gone must not keep it for hours
        db.sql("select set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval',"
                        + " '10', false), set_config('tcp_keepalives_count', '3', false)")
                .query((row, _) -> true)
                .list();
        return db.sql("select pg_try_advisory_lock(hashtext('projection rebuild'), hashtext(:group))")
                .param("group", group)
                .query(Boolean.class)
                .single();
    }

    JdbcClient db() {
        return db;
    }

    /** In a transaction of its connection; rolled back if it fails. */
    TransactionTemplate transaction() {
        return transaction;
    }

    @Override
    public void close() {
        try {
            db.sql("select pg_advisory_unlock(hashtext('projection rebuild'), hashtext(:group))")
                    .param("group", group)
                    .query(Boolean.class)
                    .single();
        } catch (RuntimeException e) {
            log.debug("The connection is lost, and the lock with it", e);
        } finally {
            giveBack();
        }
    }

    private void giveBack() {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("The connection is lost", e);
        }
    }
}
