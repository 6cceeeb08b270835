package dev.csms.app.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.axon.server.InMemoryAxonServer;
import dev.csms.app.postgres.TestPostgres;
import dev.csms.app.running.OcppClient;
import dev.csms.app.running.RunningCsms;
import dev.csms.domain.Provenance;
import io.axoniq.axonserver.grpc.event.Event;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The whole product with an Axon Server: events are stored there and commands travel there, PostgreSQL is read from. */
class AxonServerTest {

    private static final String BOOT = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}";
    private static final String START = """
        {"connectorId":1,"idTag":"ALICE","meterStart":1000,"timestamp":"%s"}\
        """;
    private static final int CALL_RESULT = 3;
    private static final int CALL_ERROR = 4;

    private static final InMemoryAxonServer SERVER = InMemoryAxonServer.started();
    private static final PGSimpleDataSource DATABASE = TestPostgres.emptyDatabase();
    private static RunningCsms csms;

    private static RunningCsms node(String name) {
        return RunningCsms.with(TestPostgres.arguments(
                DATABASE,
                "--axon.axonserver.enabled=true",
                "--axon.axonserver.servers=" + SERVER.address(),
                "--axon.axonserver.client-id=" + name,
                "--axon.axonserver.reconnect-interval=200",
                "--csms.node=" + name,
                "--csms.installation-key=one and the same key on all nodes",
                "--csms.overload.database-away=500ms",
                "--csms.overload.calm=1s",
                "--csms.housekeeping.enabled=false"));
    }

    @BeforeAll
    static void start() {
        csms = node("one");
        csms.registerIdTag("ALICE");
    }

    @AfterAll
    static void stop() {
        csms.close();
        SERVER.close();
    }

    @Test
    void a_transaction_is_stored_in_the_server_and_shown_from_the_database() {
        try (OcppClient chargePoint = booted("CP-1")) {
            assertThat(chargePoint
                            .call("Authorize", "{\"idTag\":\"ALICE\"}")
                            .at("/idTagInfo/status")
                            .asString())
                    .isEqualTo("Accepted");
            chargePoint.call("StatusNotification", status(1, "Preparing"));
            int transaction = start(chargePoint, "2026-11-27T10:00:00Z");
            chargePoint.call("MeterValues", meterValues(transaction, "2026-11-27T10:05:00Z"));
            chargePoint.call("StopTransaction", stop(transaction));

            awaitTransaction(transaction, "STOPPED");
            assertThat(types("CP-1"))
                    .contains(
                            "ChargePointRegistered",
                            "ChargePointBooted",
                            "AuthorizationAttempted",
                            "ConnectorStatusChanged",
                            "TransactionStarted",
                            "MeterValuesReceived",
                            "TransactionStopped");
            Event started = ofType("CP-1", "TransactionStarted").getFirst();
            assertThat(started.getAggregateIdentifier()).isEqualTo("transaction-" + transaction);
            assertThat(started.getPayload().getRevision()).isNotEmpty();
            assertThat(metadata(started, Provenance.ACTOR)).isEqualTo("charge-point:CP-1");
            assertThat(metadata(started, Provenance.ACTION)).isEqualTo("StartTransaction");
            assertThat(metadata(started, Provenance.NODE)).isEqualTo("one");
            assertThat(metadata(started, Provenance.MESSAGE_ID)).isNotEmpty();
        }
        assertThat(JdbcClient.create(DATABASE)
                        .sql("select count(*) from domain_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void what_is_said_again_is_answered_again_and_stored_once() {
        try (OcppClient chargePoint = booted("CP-2")) {
            int transaction = start(chargePoint, "2026-11-27T11:00:00Z");
            assertThat(start(chargePoint, "2026-11-27T11:00:00Z")).isEqualTo(transaction);
            assertThat(ofType("CP-2", "TransactionStarted")).hasSize(1);

            for (int i = 0; i < 2; i++) {
                chargePoint.call("MeterValues", meterValues(transaction, "2026-11-27T11:05:00Z"));
            }
            assertThat(ofType("CP-2", "MeterValuesReceived")).hasSize(1);
        }
    }

    @Test
    void a_command_that_another_node_has_overtaken_is_tried_again() {
        try (OcppClient chargePoint = booted("CP-3")) {
            SERVER.refuseNextAppend();

            chargePoint.call("StatusNotification", status(1, "Faulted"));

            assertThat(ofType("CP-3", "ConnectorStatusChanged")).hasSize(1);
        }
    }

    @Test
    void an_operation_reaches_the_charge_point_and_its_outcome_is_recorded() {
        try (OcppClient chargePoint = booted("CP-4")) {
            String operation = csms.graphQl()
                    .data("""
                        mutation { remoteStartTransaction(chargePointId: "CP-4", idTag: "ALICE", connectorId: 1) {
                          operation { operationId } } }\
                        """)
                    .at("/remoteStartTransaction/operation/operationId")
                    .asString();

            chargePoint.expect("RemoteStartTransaction", "{\"status\":\"Accepted\"}");

            awaitOperation(operation, "Accepted");
        }
    }

    @Test
    void a_long_life_is_read_from_a_snapshot() {
        try (OcppClient chargePoint = booted("CP-5")) {
            IntStream.range(0, 60).forEach(i -> {
                chargePoint.call("StatusNotification", status(1, "Preparing"));
                chargePoint.call("StatusNotification", status(1, "Available"));
            });
            Awaitility.await()
                    .until(() -> SERVER.snapshots().stream()
                            .anyMatch(it -> it.getAggregateIdentifier().equals("charge-point-cp-5")));

            int transaction = start(chargePoint, "2026-11-27T12:00:00Z");
            chargePoint.call("StopTransaction", stop(transaction));

            awaitTransaction(transaction, "STOPPED");
        }
    }

    @Test
    void who_asks_for_what_is_not_there_is_told_so() {
        assertThat(csms.graphQl().errors("""
            mutation { setSecurityProfile(input: {identity: "NOBODY", profile: 1}) { chargePoint { identity } } }\
            """)).contains("NOT_FOUND");
        assertIsTurnedAway("NOBODY", 404);
    }

    @Test
    void who_searches_the_events_is_told_where_they_are() {
        csms.registerChargePoint("CP-6");

        assertThat(csms.graphQl().errors("{ events { nodes { type } } }")).contains("NOT_OFFERED", "Axon Server");
        assertThat(csms.graphQl().errors("{ event(position: 1) { type } }")).contains("NOT_OFFERED");
        assertThat(csms.graphQl().errors("{ chargePoint(identity: \"CP-6\") { events { nodes { type } } } }"))
                .contains("NOT_OFFERED");
    }

    @Test
    void projections_tell_how_far_they_have_read() {
        csms.registerChargePoint("CP-7");

        Awaitility.await()
                .untilAsserted(() -> assertThat(csms.graphQl()
                                .data("{ projections { name behind deadLetters } }")
                                .at("/projections"))
                        .allSatisfy(projection -> {
                            assertThat(projection.at("/behind").asInt()).isZero();
                            assertThat(projection.at("/deadLetters").asInt()).isZero();
                        }));
    }

    @Test
    void while_the_server_is_away_nothing_is_acknowledged_and_afterwards_everything_goes_on() {
        try (OcppClient chargePoint = booted("CP-8")) {
            int transaction = start(chargePoint, "2026-11-27T13:00:00Z");
            SERVER.stop();

            JsonNode refused = chargePoint.frame("StopTransaction", stop(transaction));
            assertThat(refused.get(0).asInt()).isEqualTo(CALL_ERROR);
            assertThat(refused.get(2).asString()).isEqualTo("InternalError");
            assertThat(chargePoint.frame("Heartbeat", "{}").get(0).asInt()).isEqualTo(CALL_RESULT);
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(csms.fetch("/actuator/health/readiness")).contains("DOWN"));
            Awaitility.await().untilAsserted(() -> assertIsTurnedAway("CP-1", 503));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .answer("{ projections { name } }")
                                    .at("/errors/0/extensions/code")
                                    .asString(""))
                            .isEqualTo("OVERLOADED"));
            assertThat(csms.fetch("/actuator/health/liveness")).contains("UP");

            SERVER.start();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(chargePoint
                                    .frame("StopTransaction", stop(transaction))
                                    .get(0)
                                    .asInt())
                            .isEqualTo(CALL_RESULT));
            assertThat(ofType("CP-8", "TransactionStopped")).hasSize(1);
            awaitReady();
            awaitTransaction(transaction, "STOPPED");
        }
    }

    @Test
    void after_a_restart_everything_goes_on() {
        int transaction;
        try (OcppClient chargePoint = booted("CP-9")) {
            transaction = start(chargePoint, "2026-11-27T14:00:00Z");
        }
        int before = SERVER.firstTokens().size();
        csms.close();
        assertThat(ofType("CP-9", "SessionClosed")).hasSize(1);

        csms = node("one");

        assertThat(SERVER.firstTokens().subList(before, SERVER.firstTokens().size()))
                .as("where those who read the log have begun")
                .allMatch(token -> token > 0);
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/CP-9")) {
            assertThat(chargePoint.call("Authorize", "{\"idTag\":\"ALICE\"}").has("idTagInfo"))
                    .as("accepted before it has booted again")
                    .isTrue();
            chargePoint.call("StopTransaction", stop(transaction));
        }
        awaitTransaction(transaction, "STOPPED");
        assertThat(ofType("CP-9", "TransactionStopped")).hasSize(1);
    }

    @Test
    void two_nodes_share_the_work() {
        try (RunningCsms other = node("two");
                OcppClient chargePoint = booted("CP-10")) {
            String operation = other.graphQl()
                    .data("mutation { reset(chargePointId: \"CP-10\", type: SOFT) { operation { operationId } } }")
                    .at("/reset/operation/operationId")
                    .asString();
            chargePoint.expect("Reset", "{\"status\":\"Accepted\"}");
            awaitOperation(operation, "Accepted");

            OcppClient elsewhere = OcppClient.connect(other.ocpp() + "/CP-10");
            try (elsewhere) {
                assertThat(OcppClient.await(chargePoint.closed())).isEqualTo(1008);
                List<CompletableFuture<JsonNode>> answers = IntStream.range(0, 40)
                        .mapToObj(i -> elsewhere.send(
                                "StatusNotification", status(1 + i % 4, i % 8 < 4 ? "Preparing" : "Available")))
                        .toList();
                assertThat(answers)
                        .allSatisfy(answer -> assertThat(
                                        OcppClient.await(answer).get(0).asInt())
                                .isEqualTo(CALL_RESULT));
            }
            assertThat(SERVER.commandHandlers()).contains("one", "two");
        }
    }

    // ---- what charge points say

    private static OcppClient booted(String identity) {
        csms.registerChargePoint(identity);
        OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/" + identity);
        assertThat(chargePoint.call("BootNotification", BOOT).path("status").asString())
                .isEqualTo("Accepted");
        return chargePoint;
    }

    private static int start(OcppClient chargePoint, String at) {
        return chargePoint
                .call("StartTransaction", START.formatted(at))
                .path("transactionId")
                .asInt();
    }

    private static String stop(int transaction) {
        return """
            {"transactionId":%d,"meterStop":2000,"timestamp":"2026-11-27T15:00:00Z"}\
            """.formatted(transaction);
    }

    private static String status(int connector, String status) {
        return """
            {"connectorId":%d,"errorCode":"NoError","status":"%s"}\
            """.formatted(connector, status);
    }

    private static String meterValues(int transaction, String at) {
        return """
            {"connectorId":1,"transactionId":%d,
             "meterValue":[{"timestamp":"%s","sampledValue":[{"value":"1500"}]}]}\
            """.formatted(transaction, at);
    }

    private static void assertIsTurnedAway(String identity, int status) {
        assertThatThrownBy(
                        () -> OcppClient.connect(csms.ocpp() + "/" + identity).close())
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    // ---- what is known of it

    private static List<Event> ofType(String identity, String type) {
        return SERVER.events().stream()
                .filter(event -> metadata(event, Provenance.CHARGE_POINT).equals(identity))
                .filter(event -> event.getPayload().getType().equals(type))
                .toList();
    }

    private static List<String> types(String identity) {
        return SERVER.events().stream()
                .filter(event -> metadata(event, Provenance.CHARGE_POINT).equals(identity))
                .map(event -> event.getPayload().getType())
                .toList();
    }

    private static String metadata(Event event, String key) {
        return event.getMetaDataMap().containsKey(key)
                ? event.getMetaDataMap().get(key).getTextValue()
                : "";
    }

    private static void awaitTransaction(int transaction, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(csms.graphQl()
                                .answer("{ transaction(transactionId: %d) { state } }".formatted(transaction))
                                .at("/data/transaction/state")
                                .asString(""))
                        .isEqualTo(state));
    }

    private static void awaitOperation(String operation, String status) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(csms.graphQl()
                                .data("{ operation(operationId: \"%s\") { status } }".formatted(operation))
                                .at("/operation/status")
                                .asString(""))
                        .isEqualTo(status));
    }

    private static void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(csms.fetch("/actuator/health/readiness")).contains("UP"));
    }
}
