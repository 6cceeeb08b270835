package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.Operator.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What becomes of operations when charge points and connections do what they should not. */
class OperationFaultsTest {

    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
    private static final int POLICY = 1008;
    private static final int IDLE_MILLIS = 100;

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void a_connection_that_drops_before_the_answer_costs_one_operation_and_no_other() {
        Operator operator = operatorOf("FAULT-DROP");
        Asked lost;
        Asked next;
        try (OcppClient chargePoint = booted("FAULT-DROP")) {
            lost = operator.asks("clearCache", "");
            next = operator.asks("reset", "type: SOFT");
            assertThat(id(chargePoint.nextCall())).isEqualTo(lost.operationId());
        }
        lost.endsAs("CONNECTION_LOST");
        try (OcppClient chargePoint = booted("FAULT-DROP")) {
            JsonNode call = chargePoint.nextCall();
            assertThat(id(call)).isEqualTo(next.operationId());
            chargePoint.answer(call, ACCEPTED);
            next.isAnswered("Accepted");
            chargePoint.sendText("[3,\"%s\",%s]".formatted(lost.operationId(), ACCEPTED));
            assertThat(alive(chargePoint))
                    .as("an answer out of the past does no harm")
                    .isTrue();
            assertThat(chargePoint.nextCallWithin(0)).isNull();
        }
        assertThat(lost.shown().path("state").asString("")).isEqualTo("CONNECTION_LOST");
    }

    @Test
    void a_second_session_takes_over_what_waits_and_not_what_was_sent() {
        String key = csms.registerChargePointWithKey("FAULT-TWO");
        Operator operator = new Operator(csms.graphQl(), "FAULT-TWO");
        try (OcppClient first = booted("FAULT-TWO", key)) {
            Asked sent = operator.asks("clearCache", "");
            Asked waiting = operator.asks("reset", "type: SOFT");
            JsonNode call = first.nextCall();
            assertThat(id(call)).isEqualTo(sent.operationId());
            try (OcppClient second = booted("FAULT-TWO", key)) {
                assertThat(OcppClient.await(first.closed())).isEqualTo(POLICY);
                JsonNode next = second.nextCall();
                assertThat(id(next)).isEqualTo(waiting.operationId());
                second.answer(next, ACCEPTED);
                waiting.isAnswered("Accepted");
                sent.endsAs("CONNECTION_LOST");
                assertThat(second.nextCallWithin(0)).isNull();
            }
        }
    }

    /** A few races each of several charge points: one that supersedes itself too often would be slowed down. */
    @ParameterizedTest
    @ValueSource(strings = {"FAULT-RACE-1", "FAULT-RACE-2", "FAULT-RACE-3", "FAULT-RACE-4", "FAULT-RACE-5"})
    void sessions_that_race_get_each_operation_at_most_once(String identity) throws InterruptedException {
        String key = csms.registerChargePointWithKey(identity);
        Operator operator = new Operator(csms.graphQl(), identity);
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            asked.add(operator.asks("clearCache", ""));
        }
        ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
        List<Thread> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            racers.add(Thread.ofVirtual().start(() -> answerUntilSuperseded(identity, key, sent)));
        }
        for (Thread racer : racers) {
            racer.join();
        }
        try (OcppClient last = booted(identity, key)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                answerNext(last, sent);
                return asked.stream()
                        .noneMatch(it -> it.shown().path("state").asString("").matches("WAITING|SENT"));
            });
        }
        assertThat(sent).doesNotHaveDuplicates();
        for (Asked operation : asked) {
            String state = operation.shown().path("state").asString("");
            assertThat(state).isIn("ANSWERED", "CONNECTION_LOST");
            if (state.equals("ANSWERED")) {
                assertThat(sent).contains(operation.operationId());
            }
        }
    }

    /** Until another session takes over, or nothing comes any more. */
    private void answerUntilSuperseded(String identity, String key, ConcurrentLinkedQueue<String> sent) {
        try (OcppClient chargePoint = OcppClient.connectWith(csms.ocpp() + "/" + identity, key)) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            while (answerNext(chargePoint, sent)) {
                // and the next
            }
        } catch (RuntimeException superseded) {
            // the other sessions go on
        }
    }

    /** False if nothing comes for a while. */
    private static boolean answerNext(OcppClient chargePoint, ConcurrentLinkedQueue<String> sent) {
        JsonNode call = chargePoint.nextCallWithin(IDLE_MILLIS);
        if (call != null) {
            sent.add(id(call));
            chargePoint.answer(call, ACCEPTED);
        }
        return call != null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a missing member; [3,\"%s\",{}]",
                "a value that does not exist; [3,\"%s\",{\"status\":\"accepted\"}]",
                "another type; [3,\"%s\",{\"status\":true}]",
                "null; [3,\"%s\",{\"status\":null}]",
                "no object; [3,\"%s\",\"Accepted\"]",
                "no payload; [3,\"%s\"]",
                "half a message; [3,\"%s\",{\"status\":\"Acc"
            })
    @Tag("J21")
    void an_answer_that_breaks_the_rules_is_no_answer_and_makes_room_for_the_next(String what, String answer) {
        String identity = "FAULT-" + Integer.toHexString(what.hashCode());
        Operator operator = operatorOf(identity);
        try (OcppClient chargePoint = booted(identity)) {
            Asked broken = operator.asks("clearCache", "");
            Asked next = operator.asks("clearCache", "");
            chargePoint.sendText(answer.strip().formatted(id(chargePoint.nextCall())));
            broken.endsAs("UNREADABLE_ANSWER");
            chargePoint.expect("ClearCache", ACCEPTED);
            next.isAnswered("Accepted");
        }
    }

    @Test
    void an_answer_to_something_else_is_no_answer() {
        Operator operator = operatorOf("FAULT-OTHER");
        try (OcppClient chargePoint = booted("FAULT-OTHER")) {
            Asked asked = operator.asks("clearCache", "");
            JsonNode call = chargePoint.nextCall();
            asked.isSent();
            chargePoint.sendText("[3,\"never-asked\",{\"status\":\"Rejected\"}]");
            chargePoint.sendText("[4,\"never-asked\",\"InternalError\",\"\",{}]");
            chargePoint.sendText("[3,\"%s \",{\"status\":\"Rejected\"}]".formatted(id(call)));
            assertThat(alive(chargePoint)).isTrue();
            assertThat(asked.shown().path("state").asString("")).isEqualTo("SENT");
            chargePoint.answer(call, ACCEPTED);
            asked.isAnswered("Accepted");
        }
    }

    @Test
    void the_first_of_two_answers_counts() {
        Operator operator = operatorOf("FAULT-TWICE");
        try (OcppClient chargePoint = booted("FAULT-TWICE")) {
            Asked first = operator.asks("clearCache", "");
            Asked second = operator.asks("clearCache", "");
            JsonNode call = chargePoint.nextCall();
            chargePoint.answer(call, ACCEPTED);
            chargePoint.answer(call, "{\"status\":\"Rejected\"}");
            first.isAnswered("Accepted");
            JsonNode next = chargePoint.nextCall();
            assertThat(id(next)).isEqualTo(second.operationId());
            chargePoint.answer(call, "{\"status\":\"Rejected\"}");
            chargePoint.sendText("[4,\"%s\",\"InternalError\",\"\",{}]".formatted(id(call)));
            chargePoint.answer(next, ACCEPTED);
            second.isAnswered("Accepted");
            assertThat(first.shown().path("status").asString("")).isEqualTo("Accepted");
            assertThat(first.shown().path("lateAnswer").isNull()).isTrue();
        }
    }

    @Test
    void a_late_answer_is_not_taken_for_the_answer_to_the_next() {
        Operator operator = operatorOf("FAULT-LATE");
        try (OcppClient chargePoint = booted("FAULT-LATE")) {
            Asked slow = operator.asks("sendCall", "action: \"Slow\", payload: {}");
            Asked next = operator.asks("clearCache", "");
            JsonNode slowCall = chargePoint.nextCall();
            JsonNode nextCall = chargePoint.nextCall();
            slow.endsAs("TIMED_OUT");
            chargePoint.answer(slowCall, ACCEPTED);
            chargePoint.answer(slowCall, "{\"status\":\"Rejected\"}");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> slow.shown().path("lateAnswer").isObject());
            assertThat(slow.shown().at("/lateAnswer/status").asString()).isEqualTo("Accepted");
            assertThat(slow.shown().path("state").asString("")).isEqualTo("TIMED_OUT");
            next.isSent();
            chargePoint.answer(nextCall, "{\"status\":\"Rejected\"}");
            next.isAnswered("Rejected");
        }
    }

    @Test
    void silence_costs_the_operation_its_time_and_makes_room_for_the_next() {
        Operator operator = operatorOf("FAULT-NEVER");
        try (OcppClient chargePoint = booted("FAULT-NEVER")) {
            Asked slow = operator.asks("sendCall", "action: \"Slow\", payload: {}");
            Asked again = operator.asks("sendCall", "action: \"Slow\", payload: {}");
            Asked next = operator.asks("clearCache", "");
            assertThat(id(chargePoint.nextCall())).isEqualTo(slow.operationId());
            assertThat(id(chargePoint.nextCall())).isEqualTo(again.operationId());
            chargePoint.expect("ClearCache", ACCEPTED);
            slow.endsAs("TIMED_OUT");
            again.endsAs("TIMED_OUT");
            next.isAnswered("Accepted");
        }
    }

    private Operator operatorOf(String identity) {
        csms.registerChargePoint(identity);
        return new Operator(csms.graphQl(), identity);
    }

    private OcppClient booted(String identity) {
        return booted(OcppClient.connect(csms.ocpp() + "/" + identity));
    }

    private OcppClient booted(String identity, String key) {
        return booted(OcppClient.connectWith(csms.ocpp() + "/" + identity, key));
    }

    private static OcppClient booted(OcppClient chargePoint) {
        chargePoint.call("BootNotification", OcppClient.BOOT);
        return chargePoint;
    }

    private static boolean alive(OcppClient chargePoint) {
        return chargePoint.call("Heartbeat", "{}").has("currentTime");
    }

    private static String id(JsonNode call) {
        return call.get(1).asString();
    }
}
