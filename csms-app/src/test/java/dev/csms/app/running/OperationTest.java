package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators ask of charge points, from the mutation to the wire and back. */
class OperationTest {

    private static final String STATUS = "{\"connectorId\":%d,\"errorCode\":\"NoError\",\"status\":\"%s\"}";
    private static final String SHOWN =
            "{ operation { operationId action state status errorCode remark answer request requestedBy } }";

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void an_operation_is_sent_answered_and_shown() {
        try (OcppClient chargePoint = csms.booted("OP-1")) {
            CompletableFuture<JsonNode> asked =
                    ask("reset(chargePointId: \"op-1\", type: SOFT, options: {wait: 20, reason: \"slow\"})");
            JsonNode call = chargePoint.nextCall();
            assertThat(call.get(2).asString()).isEqualTo("Reset");
            assertThat(call.get(3).toString()).isEqualTo("{\"type\":\"Soft\"}");
            chargePoint.answer(call, "{\"status\":\"Accepted\"}");

            JsonNode operation = OcppClient.await(asked);
            assertThat(operation.path("operationId").asString(""))
                    .isEqualTo(call.get(1).asString());
            assertThat(operation.path("state").asString("")).isEqualTo("ANSWERED");
            assertThat(operation.path("status").asString("")).isEqualTo("Accepted");
            assertThat(operation.path("requestedBy").asString("")).isEqualTo("operator:setup:token");
        }
    }

    @Test
    void operations_are_sent_one_after_another_in_the_order_in_which_they_were_asked_for() {
        try (OcppClient chargePoint = csms.booted("OP-ORDER")) {
            data("clearCache(chargePointId: \"OP-ORDER\")");
            data("getConfiguration(chargePointId: \"OP-ORDER\", keys: [\"HeartbeatInterval\"])");
            JsonNode first = chargePoint.nextCall();
            assertThat(first.get(2).asString()).isEqualTo("ClearCache");
            assertThat(chargePoint.nextCallWithin(300))
                    .as("while one is under way")
                    .isNull();
            assertThat(chargePoint.call("Heartbeat", "{}").has("currentTime"))
                    .as("calls cross")
                    .isTrue();
            chargePoint.answer(first, "{\"status\":\"Rejected\"}");
            assertThat(chargePoint
                            .expect(
                                    "GetConfiguration",
                                    "{\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"readonly\":false,\"value\":\"300\"}]}")
                            .toString())
                    .isEqualTo("{\"key\":[\"HeartbeatInterval\"]}");
        }
    }

    @Test
    void what_was_asked_of_an_offline_charge_point_waits_for_it_and_for_its_boot() {
        csms.registerChargePoint("OP-AWAY");
        assertThat(error("reset(chargePointId: \"OP-AWAY\", type: HARD, options: {deliver: NOW_OR_NEVER})"))
                .contains("CHARGE_POINT_OFFLINE");
        String id = data("reset(chargePointId: \"OP-AWAY\", type: HARD)")
                .path("operationId")
                .asString("");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/OP-AWAY")) {
            assertThat(chargePoint.nextCallWithin(300))
                    .as("before it has booted")
                    .isNull();
            chargePoint.call("BootNotification", OcppClient.BOOT);
            JsonNode call = chargePoint.nextCall();
            assertThat(call.get(1).asString()).isEqualTo(id);
            chargePoint.answer(call, "{\"status\":\"Accepted\"}");
            awaitState(id, "ANSWERED");
        }
    }

    @Test
    void what_looks_wrong_is_refused_unless_it_is_forced() {
        try (OcppClient chargePoint = csms.booted("OP-WRONG")) {
            assertThat(error("remoteStopTransaction(chargePointId: \"OP-WRONG\", transactionId: -1)"))
                    .contains("QUESTIONABLE", "transaction -1 is not open", "options: {force: true} sends it");
            assertThat(error("changeAvailability(chargePointId: \"OP-WRONG\", connectorId: -1, type: OPERATIVE)"))
                    .contains("QUESTIONABLE", "connectorId", "options: {force: true} sends it");
            data("remoteStopTransaction(chargePointId: \"OP-WRONG\", transactionId: -1, options: {force: true})");
            assertThat(chargePoint
                            .expect("RemoteStopTransaction", "{\"status\":\"Rejected\"}")
                            .toString())
                    .isEqualTo("{\"transactionId\":-1}");
            data("sendCall(chargePointId: \"OP-WRONG\", action: \"Vendor.Thing\", payload: {a: [1, null, \"x\"]})");
            assertThat(chargePoint.expect("Vendor.Thing", "{\"b\":2}").toString())
                    .isEqualTo("{\"a\":[1,null,\"x\"]}");
            assertThat(error("sendCall(chargePointId: \"OP-WRONG\", action: \"Reset\", payload: {}, check: true)"))
                    .contains("QUESTIONABLE", "type", "check: false sends it");
        }
    }

    @Test
    void a_refusal_an_unreadable_answer_and_a_lost_connection_are_told_apart() {
        String lost;
        try (OcppClient chargePoint = csms.booted("OP-BAD")) {
            CompletableFuture<JsonNode> refused = ask("clearCache(chargePointId: \"OP-BAD\", options: {wait: 20})");
            JsonNode call = chargePoint.nextCall();
            chargePoint.sendText("[4,%s,\"NotSupported\",\"no cache here\",{}]".formatted(call.get(1)));
            assertThat(OcppClient.await(refused).toString()).contains("FAILED", "NotSupported", "no cache here");

            CompletableFuture<JsonNode> unreadable = ask("clearCache(chargePointId: \"OP-BAD\", options: {wait: 20})");
            chargePoint.expect("ClearCache", "{\"status\":\"Perhaps\"}");
            assertThat(OcppClient.await(unreadable).toString()).contains("UNREADABLE_ANSWER", "status");

            lost = data("clearCache(chargePointId: \"OP-BAD\")")
                    .path("operationId")
                    .asString("");
            chargePoint.nextCall();
        }
        awaitState(lost, "CONNECTION_LOST");
        try (OcppClient chargePoint = csms.booted("OP-BAD")) {
            assertThat(chargePoint.nextCallWithin(500))
                    .as("it is not sent again")
                    .isNull();
        }
    }

    @Test
    void a_late_answer_is_on_record_and_changes_nothing() {
        try (OcppClient chargePoint = csms.booted("OP-LATE")) {
            JsonNode operation = data("sendCall(chargePointId: \"OP-LATE\", action: \"Slow\", payload: {})");
            JsonNode call = chargePoint.nextCall();
            awaitState(operation.path("operationId").asString(""), "TIMED_OUT");
            chargePoint.answer(call, "{\"status\":\"Accepted\"}");
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode shown = shown(operation.path("operationId").asString(""));
                assertThat(shown.path("state").asString("")).isEqualTo("TIMED_OUT");
                assertThat(shown.path("lateAnswer").path("status").asString("")).isEqualTo("Accepted");
            });
            data("clearCache(chargePointId: \"OP-LATE\")");
            chargePoint.expect("ClearCache", "{\"status\":\"Accepted\"}");
        }
    }

    @Test
    void an_operation_is_linked_to_what_the_charge_point_does_because_of_it() {
        csms.registerIdTag("OP-TAG");
        try (OcppClient chargePoint = csms.booted("OP-EFFECT")) {
            chargePoint.call("StatusNotification", STATUS.formatted(1, "Available"));
            String start =
                    data("remoteStartTransaction(chargePointId: \"OP-EFFECT\", idTag: \"op-tag\", connectorId: 1)")
                            .path("operationId")
                            .asString("");
            chargePoint.expect("RemoteStartTransaction", "{\"status\":\"Accepted\"}");
            int transaction = chargePoint
                    .call(
                            "StartTransaction",
                            "{\"connectorId\":1,\"idTag\":\"OP-TAG\",\"meterStart\":0,\"timestamp\":\"2026-11-24T12:00:00Z\"}")
                    .path("transactionId")
                    .asInt();
            awaitEffect(start, "TRANSACTION_STARTED", String.valueOf(transaction));

            String trigger = data("triggerMessage(chargePointId: \"OP-EFFECT\", requestedMessage: STATUS_NOTIFICATION,"
                            + " connectorId: 1)")
                    .path("operationId")
                    .asString("");
            chargePoint.expect("TriggerMessage", "{\"status\":\"Accepted\"}");
            chargePoint.call("StatusNotification", STATUS.formatted(1, "Available"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(shown(trigger).path("effect").toString()).contains("MESSAGE_SENT"));

            String stop = data("remoteStopTransaction(chargePointId: \"OP-EFFECT\", transactionId: %d)"
                            .formatted(transaction))
                    .path("operationId")
                    .asString("");
            chargePoint.expect("RemoteStopTransaction", "{\"status\":\"Accepted\"}");
            chargePoint.call(
                    "StopTransaction",
                    "{\"transactionId\":%d,\"meterStop\":10,\"timestamp\":\"2026-11-24T12:10:00Z\",\"reason\":\"Remote\"}"
                            .formatted(transaction));
            awaitEffect(stop, "TRANSACTION_STOPPED", String.valueOf(transaction));
        }
    }

    @Test
    void many_charge_points_are_asked_at_once_and_each_has_its_own_result() {
        try (OcppClient one = csms.booted("OP-MANY-1");
                OcppClient two = csms.booted("OP-MANY-2")) {
            JsonNode batch = csms.graphQl().data("""
                mutation { it: requestOperations(filter: {identityContains: "op-many"},
                    request: {reset: {type: HARD}}) { batchId requested results { chargePointId refusal } } }
                """).path("it");
            assertThat(batch.path("requested").asInt()).isEqualTo(2);
            one.expect("Reset", "{\"status\":\"Accepted\"}");
            two.expect("Reset", "{\"status\":\"Rejected\"}");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("""
                                        { operationBatch(batchId: "%s") { total ended progress { state count }
                                            operations { nodes { chargePointIdentity status } } } }
                                        """.formatted(batch.path("batchId").asString("")))
                                    .toString())
                            .isEqualTo("""
                                {"operationBatch":{"total":2,"ended":2,"progress":[{"state":"ANSWERED","count":2}],\
                                "operations":{"nodes":[{"chargePointIdentity":"OP-MANY-2","status":"Rejected"},\
                                {"chargePointIdentity":"OP-MANY-1","status":"Accepted"}]}}}\
                                """));

            JsonNode mixed = csms.graphQl().data("""
                mutation { it: requestOperations(chargePointIds: ["OP-MANY-1", "NOBODY"],
                    request: {getConfiguration: {}}) { requested results { chargePointId refusal remark } } }
                """).path("it");
            assertThat(mixed.toString()).isEqualTo("""
                {"requested":1,"results":[{"chargePointId":"OP-MANY-1","refusal":null,"remark":null},\
                {"chargePointId":"NOBODY","refusal":"NOT_FOUND","remark":"there is no charge point NOBODY"}]}\
                """);
            one.expect("GetConfiguration", "{}");
        }
    }

    private CompletableFuture<JsonNode> ask(String mutation) {
        return CompletableFuture.supplyAsync(() -> data(mutation));
    }

    private JsonNode data(String mutation) {
        return csms.graphQl()
                .data("mutation { it: " + mutation + " " + SHOWN + " }")
                .path("it")
                .path("operation");
    }

    private String error(String mutation) {
        return csms.graphQl().errors("mutation { it: " + mutation + " " + SHOWN + " }");
    }

    private JsonNode shown(String operationId) {
        return csms.graphQl()
                .data(
                        "{ operation(operationId: \"%s\") { state status lateAnswer { status } effect { kind reference } } }"
                                .formatted(operationId))
                .path("operation");
    }

    private void awaitState(String operationId, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(shown(operationId).path("state").asString(""))
                        .isEqualTo(state));
    }

    private void awaitEffect(String operationId, String kind, String reference) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode effect = shown(operationId).path("effect");
            assertThat(effect.path("kind").asString("")).isEqualTo(kind);
            assertThat(effect.path("reference").asString("")).isEqualTo(reference);
        });
    }
}
