package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.WebSocketHandshakeException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tools.jackson.databind.JsonNode;

/**
 * Somebody keeps the database from storing events. New charge points and operators are asked to come later; those that
 * are connected go on, and what they report is stored in the end.
 */
class BlockedDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PROJECTIONS = "{ projections { name } }";
    private static final String METER_VALUES = "{\"connectorId\":0,\"meterValue\":[{\"timestamp\":"
            + "\"2026-03-01T12:00:00Z\",\"sampledValue\":[{\"value\":\"7\"}]}]}";

    @Test
    void new_ones_are_sent_away_and_connected_ones_are_served_in_the_end() throws Exception {
        try (RunningCsms csms = RunningCsms.with(
                "--csms.overload.database-away=500ms",
                "--csms.overload.append-wait=20s", // this is about the database
                "--csms.overload.calm=500ms",
                "--csms.event-store.patience=5m")) {
            csms.registerChargePoint("CP-1");
            csms.registerChargePoint("CP-2");
            csms.registerChargePoint("CP-3");
            try (OcppClient reporting = booted(csms, "CP-1");
                    OcppClient idle = booted(csms, "CP-2")) {
                CompletableFuture<JsonNode> report;
                try (Connection blocker = blocked(csms)) {
                    report = reporting.send("MeterValues", METER_VALUES);

                    await().atMost(SOON).until(() -> level(csms) == 2);
                    assertThat(status(csms, "CP-3")).isEqualTo(503);
                    JsonNode refused = csms.graphQl().answer(PROJECTIONS);
                    assertThat(refused.at("/errors/0/extensions/code").asString(""))
                            .isEqualTo("OVERLOADED");
                    assertThat(refused.at("/errors/0/extensions/retryAfterSeconds")
                                    .asInt())
                            .isPositive();
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
                await().atMost(SOON).until(() -> level(csms) == 0);
                assertThat(status(csms, "CP-3")).isEqualTo(101);
                assertThat(csms.fetch("/actuator/health/readiness")).contains("UP");
                assertThat(reporting.closed()).isNotDone();
                assertThat(idle.closed()).isNotDone();
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(csms.graphQl()
                                        .data("{ securityEvents(first: 50) { nodes { type critical } } }")
                                        .toString())
                                .contains("{\"type\":\"Overload\",\"critical\":true}"));
            }
        }
    }

    private static OcppClient booted(RunningCsms csms, String identity) {
        OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/" + identity);
        chargePoint.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
        return chargePoint;
    }

    /** Holds what every append needs, until it is rolled back. */
    private static Connection blocked(RunningCsms csms) throws SQLException {
        JdbcConnectionDetails database = csms.context().getBean(JdbcConnectionDetails.class);
        Connection connection =
                DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select position from event_log_head for update");
        }
        return connection;
    }

    private static int status(RunningCsms csms, String identity) {
        try (OcppClient _ = OcppClient.connect(csms.ocpp() + "/" + identity)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static double level(RunningCsms csms) {
        return csms.context()
                .getBean(MeterRegistry.class)
                .get("csms.overload.level")
                .gauge()
                .value();
    }
}
