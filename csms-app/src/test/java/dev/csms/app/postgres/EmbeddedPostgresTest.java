package dev.csms.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path directory;

    private final List<String> progress = new ArrayList<>();
    private final List<EmbeddedPostgres> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(EmbeddedPostgres::close);
    }

    @BeforeEach
    void unpackOnlyOnce() {
        TestPostgres.lendPrograms(directory);
    }

    @Test
    void data_stay_from_start_to_start() throws IOException, SQLException {
        Files.delete(directory.resolve("postgres-" + PostgresPrograms.VERSION));
        try (EmbeddedPostgres first = start()) {
            execute(first, "create table kept as select 42 as value");
        }

        assertThat(query(start(), "select value from kept")).isEqualTo("42");
        assertThat(progress).filteredOn(line -> line.startsWith("Unpacking")).hasSize(1);
        assertThat(progress).filteredOn(line -> line.startsWith("Creating")).hasSize(1);
    }

    @Test
    void it_is_durable_and_checks_its_pages() throws SQLException {
        EmbeddedPostgres postgres = start();

        assertThat(query(postgres, "show server_version")).startsWith("18.");
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
            assertThat(query(postgres, "show " + setting)).as(setting).isEqualTo("on");
        }
        assertThat(query(postgres, "show jit")).isEqualTo("off");
    }

    @Test
    void its_buffers_grow_with_the_machine_within_limits() {
        assertThat(EmbeddedPostgres.sharedBuffers(512L << 20)).isEqualTo("256MB");
        assertThat(EmbeddedPostgres.sharedBuffers(2L << 30)).isEqualTo("512MB");
        assertThat(EmbeddedPostgres.sharedBuffers(64L << 30)).isEqualTo("1024MB");
    }

    @Test
    void its_password_is_random_and_nobody_else_reads_it() throws IOException {
        EmbeddedPostgres postgres = start();

        assertThat(postgres.password()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("postgres-password"))))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), EmbeddedPostgres.USER, "csms"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void one_that_a_killed_application_left_behind_is_stopped_and_nothing_is_lost() throws Exception {
        EmbeddedPostgres orphan = start();
        execute(orphan, "create table kept as select 42 as value");
        forget(orphan); // as the kill of the application would: the lock is gone, the server runs on

        EmbeddedPostgres next = start();

        assertThat(progress).contains("Stopping the PostgreSQL that an earlier run left behind");
        assertThat(query(next, "select value from kept")).isEqualTo("42");
        assertThatThrownBy(() -> execute(orphan, "select 1")).hasMessageContaining("refused");
    }

    @Test
    void one_that_was_killed_itself_starts_again() throws Exception {
        EmbeddedPostgres first = start();
        execute(first, "create table kept as select 42 as value");
        ProcessHandle server = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                                .getFirst()))
                .orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
        forget(first);

        assertThat(query(start(), "select value from kept")).isEqualTo("42");
    }

    @Test
    void a_process_number_that_is_another_programs_by_now_is_in_nobodys_way() throws Exception {
        start().close();
        Files.writeString(
                directory.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory.resolve("postgres") + "\n");

        assertThat(query(start(), "select 1")).isEqualTo("1");
    }

    @Test
    void a_second_application_on_the_same_directory_is_refused() {
        start();

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("uses the data directory " + directory)
                .extracting(e -> ((EmbeddedPostgresException) e).remedy())
                .asString()
                .contains("csms.data-directory");
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");

        assertThatThrownBy(() -> EmbeddedPostgres.start(file.resolve("data"), progress::add))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining(file + "/data cannot be written to");
    }

    @Test
    void a_directory_whose_name_means_something_to_a_shell_is_refused() {
        for (String name : List.of("a$(touch b)", "a`touch b`", "a\"b", "a\\b", "a\nb")) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory.resolve(name), progress::add))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("has a character in its name");
            assertThat(directory.resolve(name)).doesNotExist();
        }
    }

    @Test
    void what_the_server_complains_about_is_passed_on() throws IOException {
        start().close();
        Files.writeString(directory.resolve("postgres/local.conf"), "shared_buffers = plenty\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("could not be started");
    }

    private EmbeddedPostgres start() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, progress::add);
        started.add(postgres);
        return postgres;
    }

    private void forget(EmbeddedPostgres postgres) throws Exception {
        started.remove(postgres);
        postgres.abandon();
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), EmbeddedPostgres.USER, postgres.password());
    }
}
