package dev.csms.app.postgres;

import dev.csms.app.database.ApplicationRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

    /** So that a PostgreSQL in this directory need not unpack its programs again. @param directory made if need be */
    public static void lendPrograms(Path directory) {
        try (Stream<Path> files = Files.list(HOME)) {
            Files.createDirectories(directory);
            for (Path programs : files.filter(TestPostgres::isOfPrograms).toList()) {
                Path link = directory.resolve(programs.getFileName());
                if (Files.notExists(link)) {
                    Files.createSymbolicLink(link, programs);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfPrograms(Path path) {
        return path.getFileName().toString().matches("postgres-\\d.*") && Files.isDirectory(path);
    }

    /** A new database with nothing in it, as the application sees it. */
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
        database.setUser(EmbeddedPostgres.APPLICATION_USER);
        database.setPassword(SERVER.applicationPassword());
        return database;
    }

    /** The same database, for who may do everything. */
    public static PGSimpleDataSource owner(PGSimpleDataSource application) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(application.getUrl());
        database.setUser(EmbeddedPostgres.USER);
        database.setPassword(SERVER.password());
        return database;
    }

    /** With which the product uses a database. */
    public static Map<String, Object> settings(PGSimpleDataSource application) {
        return Map.of(
                "spring.datasource.url", String.valueOf(application.getUrl()),
                "spring.datasource.username", String.valueOf(application.getUser()),
                "spring.datasource.password", String.valueOf(application.getPassword()),
                "spring.flyway.user", EmbeddedPostgres.USER,
                "spring.flyway.password", SERVER.password());
    }

    /** The same on the command line, and more. */
    public static String[] arguments(PGSimpleDataSource application, String... more) {
        return Stream.concat(
                        Stream.of(more),
                        settings(application).entrySet().stream()
                                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue()))
                .toArray(String[]::new);
    }

    /** A new database with the tables of the application, as the application sees it. */
    public static PGSimpleDataSource database() {
        PGSimpleDataSource database = emptyDatabase();
        Flyway.configure().dataSource(owner(database)).load().migrate();
        ApplicationRole.admit(owner(database), database.getUser());
        return database;
    }
}
