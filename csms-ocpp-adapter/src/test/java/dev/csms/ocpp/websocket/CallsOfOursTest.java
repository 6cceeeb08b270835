package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.rpc.CallOutcome;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.rpc.Payload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls from us to a charge point, and what becomes of them (OCPP-J 1.6 §4.1.1). */
class CallsOfOursTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final CentralSystem centralSystem = new CentralSystem();
    private final RawWebSocket client = centralSystem.connect("CP-1");

    @AfterEach
    void stop() {
        client.close();
        centralSystem.close();
    }

    private CompletableFuture<CallOutcome> call(String messageId) {
        return call(messageId, LONG);
    }

    private CompletableFuture<CallOutcome> call(String messageId, Duration timeout) {
        return centralSystem
                .session("CP-1")
                .call(messageId, "Reset", "{\"type\":\"Soft\"}".getBytes(UTF_8), timeout)
                .toCompletableFuture();
    }

    @Test
    void a_call_is_answered_by_its_id() {
        CompletableFuture<CallOutcome> outcome = call("a");

        assertThat(client.readText()).isEqualTo("[2,\"a\",\"Reset\",{\"type\":\"Soft\"}]");
        client.text("[3,\"b\",{}]").text("[3,\"a\",{\"status\":\"Accepted\"}]");
        assertThat(outcome.join())
                .isEqualTo(new CallOutcome.Confirmed(Payload.of("{\"status\":\"Accepted\"}".getBytes(UTF_8))));
        assertThat(centralSystem.messages("Reset", "result")).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"NotSupported\",\"no\",{}; NOT_SUPPORTED; no",
                "\"FormationViolation\",\"\",{\"a\":1}; FORMATION_VIOLATION; ''",
                "\"OccurrenceConstraintViolation\",\"\"; OCCURENCE_CONSTRAINT_VIOLATION; ''",
                "\"FormatViolation\"; FORMATION_VIOLATION; ''",
                "\"RpcFrameworkError\",\"bad\",{}; GENERIC_ERROR; RpcFrameworkError: bad",
                "\"GenericError\",null,null; GENERIC_ERROR; ''",
                "42,\"what\"; GENERIC_ERROR; 42: what"
            })
    void an_error_of_any_spelling_is_a_refusal(String rest, ErrorCode code, String description) {
        CompletableFuture<CallOutcome> outcome = call("a");
        client.readText();
        client.text("[4,\"a\"," + rest + "]");

        assertThat(outcome.join()).isEqualTo(new CallOutcome.Refused(code, description));
    }

    @Test
    void calls_leave_one_at_a_time_in_the_order_in_which_they_were_made() {
        CompletableFuture<CallOutcome> first = call("a");
        CompletableFuture<CallOutcome> second = call("b");
        assertThat(client.readText()).startsWith("[2,\"a\"");
        assertThat(client.text("[2,\"1\",\"Heartbeat\",{}]").readText()).startsWith("[3,\"1\"");

        client.text("[3,\"a\",{}]");
        assertThat(client.readText()).startsWith("[2,\"b\"");
        client.text("[3,\"b\",null]");
        assertThat(first.join()).isInstanceOf(CallOutcome.Confirmed.class);
        assertThat(second.join()).isEqualTo(new CallOutcome.Confirmed(Payload.EMPTY));
    }

    @Test
    void without_an_answer_the_outcome_is_unknown_the_next_call_leaves_and_a_late_answer_is_dropped() {
        CompletableFuture<CallOutcome> first = call("a", Duration.ofMillis(100));
        CompletableFuture<CallOutcome> second = call("b");
        client.readText();

        assertThat(first.join()).isEqualTo(new CallOutcome.TimedOut());
        assertThat(client.readText()).startsWith("[2,\"b\"");
        client.text("[3,\"a\",{\"late\":true}]").text("[3,\"b\",{}]");
        assertThat(second.join()).isEqualTo(new CallOutcome.Confirmed(Payload.EMPTY));
        assertThat(centralSystem.messages("unknown", "unmatched")).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"[3,\"a\",{\"configurationKey\":[]", "[3,\"a\",[]]"})
    void an_answer_that_cannot_be_read_ends_the_waiting(String answer) {
        CompletableFuture<CallOutcome> outcome = call("a");
        client.readText();
        client.text(answer);

        assertThat(outcome.join()).isInstanceOf(CallOutcome.Unreadable.class);
    }

    @Test
    void the_end_of_the_connection_is_the_end_of_all_calls() {
        CompletableFuture<CallOutcome> sent = call("a");
        CompletableFuture<CallOutcome> waiting = call("b");
        var session = centralSystem.session("CP-1");
        client.readText();
        client.reset();

        assertThat(sent.join()).isEqualTo(new CallOutcome.ConnectionLost());
        assertThat(waiting.join()).isEqualTo(new CallOutcome.NotSent());
        assertThat(session.call("Reset", "{}".getBytes(UTF_8), LONG)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(new CallOutcome.NotSent());
    }

    @Test
    void a_call_does_not_leave_while_one_of_the_charge_point_is_handled() {
        client.text("[2,\"1\",\"Wait\",{}]");
        await().until(() -> centralSystem.handled.size() == 1);
        call("a");
        centralSystem.permits.release();

        assertThat(client.readText()).isEqualTo("[3,\"1\",{}]");
        assertThat(client.readText()).startsWith("[2,\"a\"");
    }

    @Test
    void an_id_that_json_would_have_to_escape_is_not_ours() {
        assertThatThrownBy(() -> call("a\"b")).isInstanceOf(IllegalArgumentException.class);
    }
}
