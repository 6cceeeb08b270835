package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.query.QueryDatabases;
import dev.csms.query.projection.ProjectionProgress;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.WebSocketHandshakeException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tools.jackson.databind.JsonNode;

/**
 * Somebody keeps the database from what it should do. New charge points and operators are asked to come later; those that
 * are connected go on, and what they report is stored in the end.
 */
class BlockedDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PROJECTIONS = "{ projections { name } }";
    private static final String METER_VALUES = "{\"connectorId\":0,\"meterValue\":[{\"timestamp\":"
            + "\"2026-03-01T12:00:00Z\",\"sampledValue\":[{\"value\":\"7\"}]}]}";

    private static RunningCsms csms;

    @BeforeAll
    static void start() {
        csms = RunningCsms.with(
                "--csms.overload.database-away=2s", // longer than a machine that is only slow stands still
                "--csms.overload.append-wait=20s", // this is about the database
                "--csms.overload.calm=500ms",
                "--csms.database.queries=2",
                "--csms.database.patience=2s",
                "--csms.event-store.patience=5m");
    }

    @AfterAll
    static void stop() {
        csms.close();
    }

    @Test
    void new_ones_are_sent_away_and_connected_ones_are_served_in_the_end() throws Exception {
        csms.registerChargePoint("LATE");
        try (OcppClient reporting = booted("REPORTING");
                OcppClient idle = booted("IDLE")) {
            CompletableFuture<JsonNode> report;
            try (Connection blocker = blocked()) {
                report = reporting.send("MeterValues", METER_VALUES);

                await().atMost(SOON).until(() -> level() == 2);
                assertThat(status("LATE")).isEqualTo(503);
                assertOverloaded(csms.graphQl().answer(PROJECTIONS));
                assertThat(csms.fetch("/actuator/health/readiness")).contains("OUT_OF_SERVICE");
                assertThat(idle.frame("Heartbeat", "{}").get(0).asInt())
                        .as("what needs no database")
                        .isEqualTo(3);
                assertThat(report).isNotDone();
                blocker.rollback();
            }

            assertThat(OcppClient.await(report).get(0).asInt())
                    .as("of who was connected, nothing is lost")
                    .isEqualTo(3);
            await().atMost(SOON).until(() -> level() == 0);
            assertThat(status("LATE")).isEqualTo(101);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(csms.fetch("/actuator/health/readiness")).contains("\"status\":\"UP\""));
            assertThat(reporting.closed()).isNotDone();
            assertThat(idle.closed()).isNotDone();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ securityEvents(first: 50) { nodes { type critical } } }")
                                    .toString())
                            .contains("{\"type\":\"Overload\",\"critical\":true}"));
        }
    }

    @Test
    void when_queries_have_taken_all_their_connections_nobody_else_waits() throws Exception {
        DataSource queries = csms.context().getBean(QueryDatabases.class).queries();
        try (OcppClient chargePoint = booted("BYSTANDER")) {
            long before = head();
            try (Connection first = queries.getConnection();
                    Connection second = queries.getConnection()) {
                assertThat(first).isNotEqualTo(second);
                assertOverloaded(csms.graphQl().answer("{ chargePoints { nodes { identity } } }"));

                assertThat(chargePoint.frame("MeterValues", METER_VALUES).get(0).asInt())
                        .isEqualTo(3);
                ProjectionProgress projections = csms.context().getBean(ProjectionProgress.class);
                assertThat(head()).isGreaterThan(before);
                assertThat(projections.await(head(), SOON)).isTrue();
            }
            assertThat(csms.graphQl()
                            .data("{ chargePoints { nodes { identity } } }")
                            .toString())
                    .contains("BYSTANDER");
            assertThat(csms.context()
                            .getBean(MeterRegistry.class)
                            .get("hikaricp.connections.timeout")
                            .tag("pool", "csms-queries")
                            .counter()
                            .count())
                    .isPositive();
        }
    }

    private static long head() {
        return csms.context().getBean(ProjectionProgress.class).head();
    }

    private static void assertOverloaded(JsonNode answer) {
        assertThat(answer.at("/errors/0/extensions/code").asString("")).isEqualTo("OVERLOADED");
        assertThat(answer.at("/errors/0/extensions/retryAfterSeconds").asInt()).isPositive();
    }

    private static OcppClient booted(String identity) {
        csms.registerChargePoint(identity);
        OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/" + identity);
        chargePoint.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
        return chargePoint;
    }

    /** Holds what every append needs, until it is rolled back. */
    private static Connection blocked() throws SQLException {
        JdbcConnectionDetails database = csms.context().getBean(JdbcConnectionDetails.class);
        Connection connection =
                DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select position from event_log_head for update");
        }
        return connection;
    }

    private static int status(String identity) {
        try (OcppClient _ = OcppClient.connect(csms.ocpp() + "/" + identity)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static double level() {
        return csms.context()
                .getBean(MeterRegistry.class)
                .get("csms.overload.level")
                .gauge()
                .value();
    }
}
