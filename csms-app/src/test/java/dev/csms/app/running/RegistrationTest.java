package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may take part, as operators decide it and charge points feel it. */
class RegistrationTest {

    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void an_identity_that_nobody_has_registered_is_not_found() {
        assertThatThrownBy(() -> OcppClient.connect(csms.ocpp() + "/NOBODY"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(404));
    }

    /** "Can the central system first answer Pending or Rejected?" Yes. */
    @Test
    void a_charge_point_is_first_pending_then_rejected_then_accepted() {
        register("GATED", "PENDING");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/GATED")) {
            assertThat(boot(chargePoint)).isEqualTo("Pending");
            assertThat(errorCode(chargePoint)).isEqualTo("SecurityError");
            decide("GATED", "REJECTED");
            assertThat(boot(chargePoint)).isEqualTo("Rejected");
            assertThat(errorCode(chargePoint)).isEqualTo("SecurityError");
            decide("GATED", "ACCEPTED");
            assertThat(errorCode(chargePoint)).as("until it boots again").isEqualTo("SecurityError");
            assertThat(boot(chargePoint)).isEqualTo("Accepted");
            assertThat(chargePoint.call("StatusNotification", STATUS)).isEmpty();
            decide("GATED", "PENDING");
            assertThat(chargePoint.call("StatusNotification", STATUS))
                    .as("what runs goes on")
                    .isEmpty();
        }
    }

    /** One for each connector, where none is named (OCPP 1.6 §5.17). */
    @Test
    void what_a_pending_charge_point_was_asked_for_passes_for_all_connectors() {
        register("ASKED", "PENDING");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/ASKED")) {
            boot(chargePoint);
            assertThat(errorCode(chargePoint)).isEqualTo("SecurityError");
            csms.graphQl()
                    .data("mutation { triggerMessage(chargePointId: \"ASKED\", requestedMessage: STATUS_NOTIFICATION) {"
                            + " operation { state } } }");
            chargePoint.expect("TriggerMessage", "{\"status\":\"Accepted\"}");

            for (int connectorId = 0; connectorId <= 2; connectorId++) {
                assertThat(chargePoint.call(
                                "StatusNotification",
                                STATUS.replace("\"connectorId\":1", "\"connectorId\":" + connectorId)))
                        .isEmpty();
            }
            assertThat(chargePoint.frame("Heartbeat", "{}").get(2).asString()).isEqualTo("SecurityError");
        }
    }

    @Test
    void an_accepted_charge_point_that_reconnects_need_not_boot() {
        register("BACK", "ACCEPTED");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/BACK")) {
            boot(chargePoint);
        }
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/back")) {
            assertThat(chargePoint.call("StatusNotification", STATUS)).isEmpty();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode shown = csms.graphQl()
                    .data("{ chargePoint(identity: \"bAcK\") { identity connectors { connectorId status } sessions {"
                            + " nodes { remoteAddress } } } }")
                    .path("chargePoint");
            assertThat(shown.path("identity").asString("")).isEqualTo("BACK");
            assertThat(shown.path("connectors").get(0).path("status").asString(""))
                    .isEqualTo("AVAILABLE");
            assertThat(shown.path("sessions").path("nodes")).hasSize(2);
        });
    }

    @Test
    void what_an_operator_cannot_mean_is_refused_with_a_sentence() {
        assertThat(error("registerChargePoint(input: {identity: \"..\"}) { registered }"))
                .contains("BAD_USER_INPUT", "not a charge point identity");
        assertThat(error("registerChargePoint(input: {identity: \"X\", intervalSeconds: 0}) { registered }"))
                .contains("BAD_USER_INPUT", "intervalSeconds must be 1 to 86400");
        assertThat(error("registerIdTag(input: {idTag: \"123456789012345678901\"}) { registered }"))
                .contains("BAD_USER_INPUT", "1 to 20 characters");
        assertThat(error("blockIdTag(input: {idTag: \"NEVER-SEEN\"}) { idTag { id } }"))
                .contains("NOT_FOUND", "there is no idTag NEVER-SEEN");
        assertThat(error("setRegistration(input: {identity: \"NEVER-SEEN\", registration: ACCEPTED}) {"
                        + " chargePoint { id } }"))
                .contains("NOT_FOUND", "there is no charge point NEVER-SEEN");
    }

    @Test
    void registering_twice_says_so_and_changes_nothing() {
        register("TWICE", "PENDING");
        JsonNode again = csms.graphQl()
                .data("mutation { it: registerChargePoint(input: {identity: \"twice\"}) { registered chargePoint {"
                        + " identity registration } } }")
                .path("it");
        assertThat(again.path("registered").asBoolean()).isFalse();
        assertThat(again.path("chargePoint").path("identity").asString("")).isEqualTo("TWICE");
        assertThat(again.path("chargePoint").path("registration").asString("")).isEqualTo("PENDING");
    }

    private void register(String identity, String registration) {
        csms.graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"%s\", registration: %s}) { registered } }"
                        .formatted(identity, registration));
    }

    private void decide(String identity, String registration) {
        csms.graphQl()
                .data("mutation { setRegistration(input: {identity: \"%s\", registration: %s}) { chargePoint { id } } }"
                        .formatted(identity, registration));
    }

    private String error(String mutation) {
        return csms.graphQl().errors("mutation { " + mutation + " }");
    }

    private static String boot(OcppClient chargePoint) {
        return chargePoint
                .call("BootNotification", OcppClient.BOOT)
                .path("status")
                .asString("");
    }

    private static String errorCode(OcppClient chargePoint) {
        JsonNode frame = chargePoint.frame("StatusNotification", STATUS);
        assertThat(frame.get(0).asInt()).isEqualTo(4);
        return frame.get(2).asString();
    }
}
