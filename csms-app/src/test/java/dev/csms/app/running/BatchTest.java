package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What would be dangerous for many charge points at once is meant, reasoned, spread over time and can be stopped. */
class BatchTest {

    private static final int MANY = 30;
    private static final RunningCsms CSMS = RunningCsms.get();

    @BeforeAll
    static void charge_points() {
        IntStream.rangeClosed(1, MANY).forEach(i -> CSMS.registerChargePoint(identity(i)));
    }

    private static String identity(int i) {
        return "BATCH-%02d".formatted(i);
    }

    private static String staged(int i) {
        return "STAGED-%02d".formatted(i);
    }

    private static String mutation(String request, String more) {
        return """
            mutation { it: requestOperations(filter: {identityContains: "BATCH-"}, request: {%s}%s) {
                batchId requested stages sentUntil } }
            """.formatted(request, more);
    }

    @Test
    @Tag("G11")
    void what_is_dangerous_is_refused_without_force_and_reason_and_nobody_is_asked() {
        for (String request : List.of(
                "reset: {type: HARD}",
                "changeAvailability: {connectorId: 0, type: INOPERATIVE}",
                "clearCache: true",
                "unlockConnector: {connectorId: 1}",
                "call: {action: \"DeleteCertificate\", payload: {}}",
                "call: {action: \"UpdateFirmware\", payload: {}}")) {
            assertThat(error(mutation(request, ""))).as(request).contains("QUESTIONABLE", "30 charge points");
            assertThat(error(mutation(request, ", options: {force: true}")))
                    .as(request)
                    .contains("BAD_USER_INPUT", "needs a reason");
            assertThat(error(mutation(request, ", options: {force: true, reason: \"  \"}")))
                    .as(request)
                    .contains("BAD_USER_INPUT");
        }
        assertThat(error(mutation(
                        "reset: {type: HARD}", ", staging: {stageSize: 251}, options: {force: true, reason: \"x\"}")))
                .contains("BAD_USER_INPUT", "stageSize must be 1 to 250");
        assertThat(CSMS.graphQl()
                        .data("{ operations(filter: {chargePoint: \"%s\"}) { nodes { action } } }"
                                .formatted(identity(30)))
                        .toString())
                .doesNotContain(
                        "Reset", "ChangeAvailability", "ClearCache", "UnlockConnector", "Certificate", "Firmware");
    }

    @Test
    void what_only_asks_is_sent_at_once() {
        JsonNode batch = CSMS.graphQl()
                .data(mutation("getConfiguration: {keys: [\"HeartbeatInterval\"]}", ""))
                .path("it");
        assertThat(batch.path("requested").asInt()).isEqualTo(MANY);
        assertThat(batch.path("stages").asInt()).isEqualTo(1);
        assertThat(batch.path("sentUntil").isNull()).isTrue();
        cancel(batch);
    }

    @Test
    @Tag("G11")
    void it_is_sent_in_stages_and_the_rest_can_be_taken_back() {
        IntStream.rangeClosed(1, MANY).forEach(i -> CSMS.registerChargePoint(staged(i)));
        try (OcppClient first = OcppClient.connect(CSMS.ocpp() + "/" + staged(1));
                OcppClient last = OcppClient.connect(CSMS.ocpp() + "/" + staged(MANY))) {
            first.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
            last.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
            Instant begin = Instant.now();
            JsonNode batch = CSMS.graphQl()
                    .data("""
                        mutation { it: requestOperations(chargePointIds: [%s], request: {reset: {type: HARD}},
                            staging: {stageSize: 25, intervalSeconds: 10}, options: {force: true, reason: "to try"}) {
                            batchId requested stages sentUntil } }
                        """.formatted(IntStream.rangeClosed(1, MANY)
                            .mapToObj(i -> "\"" + staged(i) + "\"")
                            .reduce((a, b) -> a + "," + b)
                            .orElseThrow()))
                    .path("it");
            assertThat(batch.path("stages").asInt()).isEqualTo(2);
            assertThat(Instant.parse(batch.path("sentUntil").asString())).isAfter(begin.plusSeconds(10));

            first.expect("Reset", "{\"status\":\"Rejected\"}");
            assertThat(last.nextCallWithin(50)).isNull();
            List<Instant> times = times(batch).stream().sorted().toList();
            assertThat(times).hasSize(MANY);
            assertThat(Set.copyOf(times))
                    .as("each at a time of its own, but for chance")
                    .hasSizeGreaterThan(MANY - 5);
            assertThat(Duration.between(times.getFirst(), times.get(24)))
                    .as("the first stage, in the first half of its time")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(Duration.between(times.get(24), times.get(25)))
                    .as("from the first stage to the second")
                    .isGreaterThan(Duration.ofSeconds(5));

            assertThat(cancel(batch)).isBetween(MANY - 25, MANY - 1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(CSMS.graphQl()
                                    .data("{ operationBatch(batchId: \"%s\") { total ended } }"
                                            .formatted(batch.path("batchId").asString()))
                                    .toString())
                            .contains("\"total\":30,\"ended\":30"));
            assertThat(last.nextCallWithin(Duration.between(Instant.now(), begin.plusSeconds(17))
                            .toMillis()))
                    .as("the second stage")
                    .isNull();
        }
    }

    @Test
    void a_batch_that_is_none_is_not_found() {
        assertThat(error("mutation { cancelBatch(batchId: \"none\") { cancelled } }"))
                .contains("NOT_FOUND");
    }

    private static List<Instant> times(JsonNode batch) {
        JsonNode nodes = CSMS.graphQl()
                .data(
                        "{ operationBatch(batchId: \"%s\") { operations(first: 100) { nodes { notBefore reason forced } } } }"
                                .formatted(batch.path("batchId").asString()))
                .at("/operationBatch/operations/nodes");
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> Instant.parse(node.path("notBefore").asString()))
                .toList();
    }

    private static int cancel(JsonNode batch) {
        return CSMS.graphQl()
                .data("mutation { it: cancelBatch(batchId: \"%s\", reason: \"enough\") { cancelled batch { total } } }"
                        .formatted(batch.path("batchId").asString()))
                .at("/it/cancelled")
                .asInt();
    }

    private static String error(String mutation) {
        return CSMS.graphQl().answer(mutation).path("errors").toString();
    }
}
