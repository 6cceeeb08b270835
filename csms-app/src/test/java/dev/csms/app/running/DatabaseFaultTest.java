package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.EmbeddedPostgres;
import dev.csms.app.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The database is killed, cannot be written, ends all sessions, while charge points charge: what was acknowledged is
 * stored, once, and no driver is turned away because of us.
 */
class DatabaseFaultTest {

    private static final int CHARGE_POINTS = 6;
    private static final int SESSIONS_AT_A_TIME = 12;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Before a charge point tries again. */
    private static final Duration BREATH = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private final Set<Integer> started = ConcurrentHashMap.newKeySet();
    private final Set<Integer> stopped = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> samples = new ConcurrentHashMap<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private volatile boolean enough;

    private EmbeddedPostgres database;
    private Forwarder forwarder;

    @BeforeEach
    void startDatabase() throws IOException {
        Path home = directory.resolve("database");
        TestPostgres.lendPrograms(home);
        database = EmbeddedPostgres.start(home, _ -> {});
        forwarder = new Forwarder(databasePort());
    }

    @AfterEach
    void stopDatabase() {
        forwarder.close();
        database.close();
    }

    private int databasePort() {
        return Integer.parseInt(database.url().replaceAll(".*:(\\d+)/.*", "$1"));
    }

    @Test
    void what_was_acknowledged_is_stored_whatever_the_database_does() throws Exception {
        try (CsmsProcess csms = CsmsProcess.start(
                directory.resolve("csms"),
                "--csms.event-store.patience=2s",
                "--spring.datasource.url=" + database.url().replaceFirst(":\\d+/", ":" + forwarder.port() + "/"),
                "--spring.datasource.username=" + EmbeddedPostgres.USER,
                "--spring.datasource.password=" + database.password())) {
            csms.graphQl()
                    .data("mutation { registerIdTag(input: {idTag: \"ALL\", concurrentTransactions: 0}) { registered"
                            + " } }");
            List<Thread> chargePoints = new ArrayList<>();
            for (int i = 1; i <= CHARGE_POINTS; i++) {
                String identity = "CP-" + i;
                csms.graphQl()
                        .data("mutation { registerChargePoint(input: {identity: \"%s\"}) { registered } }"
                                .formatted(identity));
                chargePoints.add(Thread.ofVirtual().start(() -> chargeUntilTheEnd(csms.ocpp(identity))));
            }
            awaitMoreSessions();

            killDatabase();
            awaitErrors();
            database = EmbeddedPostgres.start(directory.resolve("database"), _ -> {});
            forwarder.leadTo(databasePort());
            awaitMoreSessions();

            execute("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
            awaitErrors();
            execute("alter system reset default_transaction_read_only", "select pg_reload_conf()");
            awaitMoreSessions();

            execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                    + " and backend_type = 'client backend'");
            awaitMoreSessions();

            enough = true;
            for (Thread chargePoint : chargePoints) {
                chargePoint.join();
            }
            Awaitility.await("all transactions to be shown")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    numbers("select transaction_id from transaction where ended_at is not null"))
                            .containsExactlyInAnyOrderElementsOf(stopped));
        }
        assertThat(surprises).isEmpty();
        assertThat(errors).containsOnly("InternalError");
        assertThat(transactions("TransactionStarted"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(started);
        assertThat(transactions("TransactionStopped"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(stopped);
        assertThat(transactions("MeterValuesReceived").stream()
                        .collect(Collectors.toMap(id -> id, _ -> 1, Integer::sum)))
                .isEqualTo(samples);
    }

    private void awaitMoreSessions() {
        int sessions = stopped.size();
        Awaitility.await("more sessions than " + sessions)
                .atMost(SOON)
                .until(() -> stopped.size() >= sessions + SESSIONS_AT_A_TIME || !surprises.isEmpty());
    }

    private void awaitErrors() {
        int before = errors.size();
        Awaitility.await("charge points to be told").atMost(SOON).until(() -> errors.size() > before);
    }

    private void killDatabase() throws IOException {
        Path pid = directory.resolve("database/postgres/postmaster.pid");
        ProcessHandle server = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pid).getFirst().strip()))
                .orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
        database.close();
    }

    // ---- charge points

    private void chargeUntilTheEnd(String ocpp) {
        try (OcppClient client = OcppClient.connect(ocpp)) {
            insist(client, "BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
            Instant clock = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
            while (!enough) {
                clock = charge(client, clock);
            }
        } catch (AssertionError | RuntimeException e) {
            surprises.add(e);
        }
    }

    private Instant charge(OcppClient client, Instant clock) {
        assertAccepted(insist(client, "Authorize", "{\"idTag\":\"ALL\"}"));
        JsonNode start = insist(
                client,
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"ALL\",\"meterStart\":1000,\"timestamp\":\"%s\"}".formatted(clock));
        assertAccepted(start);
        int transaction = start.path("transactionId").asInt();
        started.add(transaction);
        Instant sampled = clock.plusSeconds(60);
        insist(
                client,
                "MeterValues",
                "{\"connectorId\":1,\"transactionId\":%d,\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[{\"value\":\"1500\"}]}]}"
                        .formatted(transaction, sampled));
        samples.merge(transaction, 1, Integer::sum);
        insist(
                client,
                "StopTransaction",
                "{\"transactionId\":%d,\"meterStop\":2000,\"timestamp\":\"%s\"}"
                        .formatted(transaction, sampled.plusSeconds(60)));
        stopped.add(transaction);
        return sampled.plusSeconds(120);
    }

    private static void assertAccepted(JsonNode answer) {
        assertThat(answer.path("idTagInfo").path("status").asString("")).isEqualTo("Accepted");
    }

    /** Says it again, under another message id, until it is understood. */
    private JsonNode insist(OcppClient client, String action, String payload) {
        JsonNode answer = client.frame(action, payload);
        while (answer.get(0).asInt() != 3) {
            errors.add(answer.get(2).asString());
            LockSupport.parkNanos(BREATH.toNanos());
            answer = client.frame(action, payload);
        }
        return answer.get(2);
    }

    // ---- what is stored

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(database.url(), EmbeddedPostgres.USER, database.password());
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private List<Integer> transactions(String eventType) throws SQLException {
        return numbers("select payload->>'transactionId' from domain_event where payload_type = '" + eventType + "'");
    }

    private List<Integer> numbers(String sql) throws SQLException {
        List<Integer> found = new ArrayList<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
        }
        return found;
    }
}
