package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What charge points report and what we notice, in one stream. */
class SecurityEventsTest {

    private static final String EVENT = "{\"type\":\"%s\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"techInfo\":\"%s\"}";

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void what_a_charge_point_reports_is_listed_and_pushed() {
        try (OcppClient chargePoint = csms.booted("SEC-1");
                Subscription critical = new Subscription(
                        csms.httpPort(),
                        "{ securityEventNoted(chargePoint: \"sec-1\", critical: true) { type chargePoint { identity }"
                                + " } }")) {
            report(chargePoint, "InvalidMessages", "3 of 4");
            report(chargePoint, "TamperDetectionActivated", "door");
            report(chargePoint, "CoffeeSpilled", "on the board");

            assertThat(critical.next().toString()).isEqualTo("""
                {"securityEventNoted":{"type":"TamperDetectionActivated","chargePoint":{"identity":"SEC-1"}}}\
                """);
            assertShown("chargePoint: \"SEC-1\"", """
                [{"source":"THEIRS","type":"CoffeeSpilled","known":false,"critical":false,"description":"on the board"},\
                {"source":"THEIRS","type":"TamperDetectionActivated","known":true,"critical":true,"description":"door"},\
                {"source":"THEIRS","type":"InvalidMessages","known":true,"critical":false,"description":"3 of 4"}]\
                """);
            assertShown("chargePoint: \"SEC-1\", critical: true", """
                [{"source":"THEIRS","type":"TamperDetectionActivated","known":true,"critical":true,"description":"door"}]\
                """);
        }
    }

    @Test
    void what_we_notice_is_on_record_once_and_not_each_time() {
        csms.graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"SEC-2\", registration: PENDING}) {"
                        + " registered } }");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/SEC-2")) {
            for (int i = 0; i < 5; i++) {
                assertThat(chargePoint.frame("Heartbeat", "{}").get(2).asString())
                        .isEqualTo("SecurityError");
            }
        }
        assertShown("chargePoint: \"SEC-2\", source: OURS", """
            [{"source":"OURS","type":"NotRegistered","known":true,"critical":false,\
            "description":"'Heartbeat' before its BootNotification was accepted"}]\
            """);
        assertThat(csms.graphQl()
                        .data("{ chargePoint(identity: \"SEC-2\") { securityEvents { nodes { times culprit } } } }")
                        .at("/chargePoint/securityEvents/nodes")
                        .toString())
                .isEqualTo("[{\"times\":1,\"culprit\":\"SEC-2\"}]");
        assertThat(csms.context()
                        .getBean(JdbcClient.class)
                        .sql("select meta_data->>'actor' from domain_event where payload_type = 'SecurityEventNoted'"
                                + " and payload::jsonb->>'culprit' = 'SEC-2'")
                        .query(String.class)
                        .list())
                .containsExactly("system");
    }

    private static void report(OcppClient chargePoint, String type, String techInfo) {
        assertThat(chargePoint.call("SecurityEventNotification", EVENT.formatted(type, techInfo)))
                .isEmpty();
    }

    private void assertShown(String filter, String expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(shown(filter).toString()).isEqualTo(expected));
    }

    private JsonNode shown(String filter) {
        return csms.graphQl()
                .data("{ securityEvents(filter: {%s}) { nodes { source type known critical description } } }"
                        .formatted(filter))
                .at("/securityEvents/nodes");
    }
}
