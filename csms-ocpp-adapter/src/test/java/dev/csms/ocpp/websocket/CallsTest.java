package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.rpc.Call;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls and answers over a connection (OCPP-J 1.6 §4). */
class CallsTest {

    private static final String HEARTBEAT = "[2,\"probe\",\"Heartbeat\",{}]";

    private final CentralSystem centralSystem = new CentralSystem();
    private final RawWebSocket client = centralSystem.connect("CP-1");

    @AfterEach
    void stop() {
        client.close();
        centralSystem.close();
    }

    @Test
    void an_ordinary_websocket_client_is_answered() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            WebSocket webSocket = http.newWebSocketBuilder()
                    .subprotocols("ocpp1.6")
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + centralSystem.port() + "/ocpp/CP-2"),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                    answer.complete(text.toString());
                                    return WebSocket.Listener.super.onText(from, text, last);
                                }
                            })
                    .get(10, TimeUnit.SECONDS);
            webSocket.sendText("[2,\"1\",\"Echo\",{\"a\":1}]", true);

            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("[3,\"1\",{\"echo\":{\"a\":1},\"n\":1}]");
            webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "done").get(10, TimeUnit.SECONDS);
        }
        assertThat(centralSystem.nextClosed().code()).isEqualTo(1000);
    }

    @Test
    void sixteen_levels_are_still_read() {
        assertThat(client.text("[2,\"x\",\"Echo\",{\"a\":[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]}]")
                        .readText())
                .startsWith("[3,\"x\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2,\"x\",\"Echo\",null]", "[2,\"x\",\"Echo\"]", "[2,\"x\",\"Echo\",{},\"more\",[1]]"})
    void null_or_no_payload_is_an_empty_one_and_extra_elements_are_ignored(String text) {
        assertThat(client.text(text).readText()).isEqualTo("[3,\"x\",{\"echo\":{},\"n\":1}]");
        assertThat(centralSystem.handled)
                .singleElement()
                .extracting(Call::deviations)
                .satisfies(deviations -> assertThat(deviations.isEmpty()).isEqualTo(text.endsWith("null]")));
    }

    @Test
    void an_action_without_handler_is_answered_as_the_handler_says() {
        assertThat(client.text("[2,\"x\",\"heartbeat\",{}]").readText())
                .isEqualTo("[4,\"x\",\"NotImplemented\",\"'heartbeat' is no action\",{}]");
        assertThat(centralSystem.messages("unknown", "error")).isOne();
    }

    @Test
    void a_failure_of_ours_is_an_internal_error_and_tells_nothing() {
        assertThat(client.text("[2,\"x\",\"Fail\",{}]").readText())
                .startsWith("[4,\"x\",\"InternalError\",\"")
                .doesNotContain("test");
    }

    @Test
    void the_same_call_again_gets_the_same_answer_and_is_not_handled_again() {
        String first = client.text("[2,\"x\",\"Echo\",{\"a\":1}]").readText();

        assertThat(client.text("[2,\"x\",\"Echo\",{\"a\":1}]").readText()).isEqualTo(first);
        assertThat(centralSystem.handled).hasSize(1);
        assertThat(centralSystem.messages("Echo", "repeated")).isOne();
    }

    @Test
    void an_id_with_another_payload_is_another_call() {
        client.text("[2,\"x\",\"Echo\",{\"a\":1}]").readText();

        assertThat(client.text("[2,\"x\",\"Echo\",{\"a\":2}]").readText())
                .isEqualTo("[3,\"x\",{\"echo\":{\"a\":2},\"n\":2}]");
    }

    @Test
    void the_answer_that_a_lost_connection_swallowed_is_given_on_the_next() throws InterruptedException {
        client.text("[2,\"1\",\"Echo\",{}]").readText();
        String last = client.text("[2,\"2\",\"Echo\",{}]").readText();
        client.reset();
        centralSystem.nextClosed();

        try (RawWebSocket again = centralSystem.connect("cp-1")) {
            assertThat(again.text("[2,\"2\",\"Echo\",{}]").readText()).isEqualTo(last);
        }
    }

    @Test
    void a_charge_point_that_counts_its_ids_anew_on_each_connection_is_not_answered_from_the_past()
            throws InterruptedException {
        client.text("[2,\"1\",\"Echo\",{\"status\":\"Available\"}]").readText();
        client.text("[2,\"2\",\"Echo\",{\"status\":\"Charging\"}]").readText();
        client.close();
        centralSystem.nextClosed();

        try (RawWebSocket again = centralSystem.connect("CP-1")) {
            assertThat(again.text("[2,\"1\",\"Echo\",{\"status\":\"Available\"}]")
                            .readText())
                    .contains("\"n\":3");
        }
    }

    @Test
    void what_was_an_error_is_tried_again() {
        client.text("[2,\"x\",\"Fail\",{}]").readText();
        client.text("[2,\"x\",\"Fail\",{}]").readText();

        assertThat(centralSystem.handled).hasSize(2);
    }

    @Test
    void a_second_call_before_the_answer_waits_and_answers_come_in_order() {
        client.text("[2,\"1\",\"Wait\",{}]").text("[2,\"2\",\"Heartbeat\",{}]").text("[2,\"3\",\"Echo\",{}]");
        await().until(() -> centralSystem.handled.size() == 1);
        client.text("[2,\"4\"]");
        centralSystem.permits.release();

        for (String start : new String[] {"[3,\"1\"", "[3,\"2\"", "[3,\"3\"", "[4,\"4\""}) {
            assertThat(client.readText()).startsWith(start);
        }
    }

    @Test
    void answers_come_in_order_whoever_gives_them() {
        int rounds = 2_000;
        Thread.startVirtualThread(() -> {
            for (int i = 0; i < rounds; i++) {
                client.text("[2,\"a" + i + "\",\"Echo\",{}]").text("[2,\"b" + i + "\",\"Heartbeat\",{}]");
            }
        });

        for (int i = 0; i < rounds; i++) {
            assertThat(client.readText()).startsWith("[3,\"a" + i + "\"");
            assertThat(client.readText()).startsWith("[3,\"b" + i + "\"");
        }
    }

    @Test
    void when_eight_calls_wait_nothing_more_is_read_and_nothing_is_lost() throws InterruptedException {
        int calls = 300;
        String padding = "x".repeat(50_000);
        Thread writer = Thread.startVirtualThread(() -> {
            for (int i = 0; i < calls; i++) {
                client.text("[2,\"" + i + "\",\"Wait\",{\"a\":\"" + padding + "\"}]");
            }
        });
        await().until(() -> centralSystem.handled.size() == 1);
        await().until(() -> centralSystem
                        .meters
                        .counter("ocpp.reading.paused", "reason", "calls")
                        .count()
                > 0);
        centralSystem.permits.release(calls);

        for (int i = 0; i < calls; i++) {
            assertThat(client.readText()).isEqualTo("[3,\"" + i + "\",{}]");
        }
        assertThat(writer.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void one_charge_point_does_not_wait_for_another() {
        client.text("[2,\"1\",\"Wait\",{}]");
        await().until(() -> centralSystem.handled.size() == 1);
        try (RawWebSocket other = centralSystem.connect("CP-2")) {
            assertThat(other.text("[2,\"1\",\"Echo\",{}]").readText()).startsWith("[3,\"1\"");
        }
    }

    @Test
    void calls_that_were_received_are_handled_even_if_the_charge_point_is_gone() {
        client.text("[2,\"1\",\"Wait\",{}]").text("[2,\"2\",\"Echo\",{}]");
        await().until(() -> centralSystem.handled.size() == 1);
        client.reset();
        centralSystem.permits.release();

        await().untilAsserted(() -> assertThat(centralSystem.handled).hasSize(2));
    }

    @Test
    void calls_are_timed_by_action() {
        client.text(HEARTBEAT).readText();
        client.text("[2,\"1\",\"Whatever-" + "x".repeat(500) + "\",{}]").readText();

        await().untilAsserted(() -> {
            assertThat(centralSystem
                            .meters
                            .get("ocpp.call.duration")
                            .tags("action", "Heartbeat")
                            .timer()
                            .count())
                    .isOne();
            assertThat(centralSystem
                            .meters
                            .get("ocpp.call.duration")
                            .tags("action", "unknown")
                            .timer()
                            .count())
                    .isOne();
        });
        assertThat(centralSystem.meters.get("ocpp.connections").gauge().value()).isOne();
    }

    @Test
    void text_that_a_charge_point_put_into_an_action_cannot_break_the_answer() {
        String answer = client.text("[2,\"x\",\"a\\\"\\\\\\u0000\\ud800" + "é".repeat(500) + "\",{}]")
                .readText();

        assertThat(answer).startsWith("[4,\"x\",\"NotImplemented\",\"'a\\\"\\\\\uFFFD\uFFFDé");
        assertThat(answer.getBytes(UTF_8).length).isLessThan(600);
    }
}
