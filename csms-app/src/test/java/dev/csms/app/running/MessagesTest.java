package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Looking over a charge point's shoulder. */
class MessagesTest {

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void the_last_messages_show_word_for_word_with_what_they_led_to() {
        csms.registerChargePoint("TALK");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/TALK")) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            csms.graphQl()
                    .data("mutation { clearCache(chargePointId: \"TALK\", options: {wait: 0}) { operation { id } } }");
            chargePoint.expect("ClearCache", "{\"status\":\"Accepted\"}");

            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode messages = shown("recentMessages");
                assertThat(messages).hasSize(4);
                assertThat(messages.get(3).path("text").asString(""))
                        .isEqualTo("[2,\"m-1\",\"BootNotification\"," + OcppClient.BOOT + "]");
                assertThat(messages.get(3).path("events").toString()).contains("ChargePointBooted");
                assertThat(messages.get(2).path("kind").asString("")).isEqualTo("CALL_RESULT");
                assertThat(messages.get(2).path("direction").asString("")).isEqualTo("SENT");
                assertThat(messages.get(1).path("operation").path("action").asString(""))
                        .isEqualTo("ClearCache");
                assertThat(messages.get(0).path("operation").path("state").asString(""))
                        .isEqualTo("ANSWERED");
                assertThat(messages.get(0).path("events").toString()).contains("OperationAnswered");
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    shown("messages(first: 10) { nodes").path("nodes"))
                            .as("kept")
                            .hasSize(4));
        }
    }

    @Test
    void messages_are_pushed_without_secrets_as_they_come_and_leave() {
        csms.registerChargePoint("WATCHED");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/WATCHED");
                Subscription subscription = new Subscription(
                        csms.httpPort(), "{ messageSeen(chargePoint: \"watched\") { direction kind action text } }")) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            assertThat(subscription.next().toString()).contains("RECEIVED", "BootNotification");
            assertThat(subscription.next().toString()).contains("SENT", "CALL_RESULT", "Accepted");

            csms.graphQl().data("mutation { getConfiguration(chargePointId: \"WATCHED\") { operation { id } } }");
            chargePoint.expect(
                    "GetConfiguration",
                    "{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"readonly\":false,\"value\":\"c0ffee\"}]}");
            assertThat(subscription.next().toString()).contains("SENT", "GetConfiguration");
            assertThat(subscription.next().toString()).contains("***").doesNotContain("c0ffee");
        }
    }

    @Test
    void an_operation_is_pushed_whenever_it_moves_on() {
        csms.registerChargePoint("PUSHED");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/PUSHED");
                Subscription subscription = new Subscription(
                        csms.httpPort(), "{ operationChanged(chargePoint: \"pushed\") { action state status } }")) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            csms.graphQl().data("mutation { clearCache(chargePointId: \"PUSHED\") { operation { id } } }");
            JsonNode call = chargePoint.nextCall();
            chargePoint.answer(call, "{\"status\":\"Rejected\"}");
            String last = subscription.next().toString();
            while (!last.contains("ANSWERED")) {
                last = subscription.next().toString();
            }
            assertThat(last).contains("ClearCache", "Rejected");
        }
    }

    private JsonNode shown(String field) {
        String fields = "{ kind direction action text operation { action state } events { type } }";
        String selection = field.endsWith("nodes") ? field + " " + fields + " }" : field + " " + fields;
        JsonNode chargePoint = csms.graphQl()
                .data("{ chargePoint(identity: \"TALK\") { it: " + selection + " } }")
                .path("chargePoint");
        return chargePoint.path("it");
    }
}
