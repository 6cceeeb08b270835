package dev.csms.app.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.csms.app.CsmsSettings;
import dev.csms.query.QueryDatabases;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;

/**
 * Connections to the database, in pools by what they are for, so that none can take them all: what is slow or comes in
 * numbers makes its like wait, and nobody else. Whoever gets none within {@code csms.database.patience} fails.
 *
 * <p>Spring's own pool is left to whatever is not named here, housekeeping for the most part. Events are appended, and
 * the end of the log is watched, by connections that belong to no pool.
 */
public final class ConnectionPools implements AutoCloseable {

    private final HikariDataSource commands;
    private final HikariDataSource projections;
    private final HikariDataSource queries;

    ConnectionPools(HikariDataSource usual, CsmsSettings.Database settings, MeterRegistry meters) {
        usual.setConnectionTimeout(settings.patience().toMillis());
        usual.setMaximumPoolSize(settings.housekeeping());
        commands = like(usual, "commands", settings.commands(), "5s", meters);
        projections = like(usual, "projections", settings.projections(), "30s", meters);
        queries = like(usual, "queries", settings.queries(), "10s", meters);
    }

    /** Opens connections when they are asked for. */
    private static HikariDataSource like(
            HikariDataSource usual, String name, int size, String longestStatement, MeterRegistry meters) {
        HikariDataSource pool = new HikariDataSource();
        usual.copyStateTo(pool);
        pool.setPoolName("csms-" + name);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(Math.clamp(usual.getMinimumIdle(), 0, size));
        String usualSql = usual.getConnectionInitSql();
        pool.setConnectionInitSql(
                (usualSql == null ? "" : usualSql + "; ") + "set statement_timeout = '" + longestStatement + "'");
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        return pool;
    }

    /** For what is asked of the store while a command is handled, or somebody is let in. */
    public DataSource commands() {
        return commands;
    }

    /** For the query side. */
    QueryDatabases ofQuerySide() {
        return new QueryDatabases(projections, queries);
    }

    @Override
    public void close() {
        commands.close();
        projections.close();
        queries.close();
    }
}
