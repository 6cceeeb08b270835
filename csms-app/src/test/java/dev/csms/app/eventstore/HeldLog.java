package dev.csms.app.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** Keeps everybody from appending, so that a test sees what waits. */
final class HeldLog implements AutoCloseable {

    private final Connection connection;
    private final DataSource database;

    HeldLog(DataSource database) throws SQLException {
        this.database = database;
        this.connection = database.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("update event_log_head set position = position");
        }
    }

    /** Waits until so many appends stand before the lock. */
    void awaitWaiting(int appends) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == appends);
    }

    private int waiting() throws SQLException {
        return count(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%append_events%'"
                        + " and datname = current_database()");
    }

    /** Ends the connections that stand before the lock. */
    void killWaiting() throws SQLException {
        count("select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and query like '%append_events%' and datname = current_database()");
    }

    private int count(String sql) throws SQLException {
        try (Connection other = database.getConnection();
                PreparedStatement statement = other.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.commit();
        connection.close();
    }
}
