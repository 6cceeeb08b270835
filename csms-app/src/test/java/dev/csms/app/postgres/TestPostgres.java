package dev.csms.app.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** One PostgreSQL for all tests of a run; each test takes a database of its own. */
public final class TestPostgres {

    private static final Path HOME = Path.of("target", "test-postgres").toAbsolutePath();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = startServer();

    private TestPostgres() {}

    private static EmbeddedPostgres startServer() {
        EmbeddedPostgres server = EmbeddedPostgres.start(HOME, _ -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    /** Where its programs are unpacked. */
    public static Path home() {
        return HOME;
    }

    /** A new database with nothing in it. */
    public static PGSimpleDataSource emptyDatabase() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        try (Connection connection =
                        DriverManager.getConnection(SERVER.url(), EmbeddedPostgres.USER, SERVER.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(SERVER.url().replaceAll("[^/]+$", name));
        database.setUser(EmbeddedPostgres.USER);
        database.setPassword(SERVER.password());
        return database;
    }

    /** A new database with the tables of the application. */
    public static PGSimpleDataSource database() {
        PGSimpleDataSource database = emptyDatabase();
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }
}
