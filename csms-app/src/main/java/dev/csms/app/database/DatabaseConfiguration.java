package dev.csms.app.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.csms.app.CsmsSettings;
import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.query.QueryDatabases;
import dev.csms.query.projection.TrackedLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DatabaseConfiguration.class);

    @Bean
    FlywayMigrationStrategy migrationsAsOwner(JdbcConnectionDetails application) {
        return flyway -> {
            flyway.migrate();
            ApplicationRole.admit(flyway.getConfiguration().getDataSource(), application.getUsername());
        };
    }

    @Bean
    ConnectionPools connectionPools(DataSource usual, CsmsSettings settings, MeterRegistry meters) throws SQLException {
        return new ConnectionPools(usual.unwrap(HikariDataSource.class), settings.database(), meters);
    }

    @Bean
    QueryDatabases queryDatabases(ConnectionPools pools) {
        return pools.ofQuerySide();
    }

    /** Asked before anything is written. */
    @Bean
    DatabaseRights databaseRights(
            DataSource database,
            CsmsSettings settings,
            TrackedLog events,
            ObjectProvider<FlywayMigrationInitializer> tablesFirst) {
        tablesFirst.ifAvailable(_ -> {});
        JdbcClient db = JdbcClient.create(database);
        if (!settings.eventStore().acceptLoss()) {
            refuseLossy(db);
        }
        warnWithoutChecksums(db);
        DatabaseRights rights = DatabaseRights.of(db);
        if (rights.mayChangeHistory() && events.isInDatabase()) {
            log.warn(
                    "The database role {} owns the events, so that only triggers protect them. Let the owner run the"
                            + " migrations (spring.flyway.user, spring.flyway.password), and give the program another"
                            + " role.",
                    rights.role());
        }
        return rights;
    }

    /** Older ones have none unless that was said when they were made: that is no reason to refuse them. */
    private static void warnWithoutChecksums(JdbcClient db) {
        if (db.sql("show data_checksums").query(String.class).single().equals("off")) {
            log.warn("The database has no checksums: what a disk has spoilt would be given out as if it were right."
                    + " Stop it once and switch them on (pg_checksums --enable).");
        }
    }

    /** {@code kill -9} would not show it, a power cut does. */
    static void refuseLossy(JdbcClient db) {
        List<String> off = db.sql("""
            select name from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name
            """).query(String.class).list();
        if (!off.isEmpty()) {
            throw new WrongSettingException("The database may lose what it has acknowledged when the power fails: "
                    + String.join(" and ", off)
                    + (off.size() == 1 ? " is" : " are")
                    + " off. Switch that on; or set csms.event-store.accept-loss=true, where losing events does no"
                    + " harm.");
        }
    }
}
