package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Limits, from an operator's mutation to the wire, and what is then believed of the charge point. */
class SmartChargingTest {

    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
    private static final String START =
            "{\"connectorId\":1,\"idTag\":\"SC-TAG\",\"meterStart\":0,\"timestamp\":\"%s\"}";

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void profiles_are_set_replaced_and_cleared() {
        try (OcppClient chargePoint = csms.booted("SC-1")) {
            int id = set("SC-1", 0, "TX_DEFAULT_PROFILE", "RELATIVE", "16")
                    .path("request")
                    .path("chargingProfile")
                    .path("chargingProfileId")
                    .asInt();
            assertThat(chargePoint.expect("SetChargingProfile", ACCEPTED).toString())
                    .isEqualTo("""
                        {"connectorId":0,"csChargingProfiles":{"chargingProfileId":%d,"stackLevel":0,\
                        "chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative",\
                        "chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0}]}}}\
                        """.formatted(id));
            awaitProfiles(
                    "SC-1", "[{\"connectorId\":0,\"chargingProfileId\":%d,\"transactionId\":null}]".formatted(id));

            int next = set("SC-1", 0, "TX_DEFAULT_PROFILE", "RELATIVE", "10")
                    .path("request")
                    .path("chargingProfile")
                    .path("chargingProfileId")
                    .asInt();
            assertThat(next).isNotEqualTo(id);
            chargePoint.expect("SetChargingProfile", ACCEPTED);
            awaitProfiles(
                    "SC-1", "[{\"connectorId\":0,\"chargingProfileId\":%d,\"transactionId\":null}]".formatted(next));

            mutate("clearChargingProfile(chargePointId: \"SC-1\", chargingProfilePurpose: TX_DEFAULT_PROFILE)");
            assertThat(chargePoint.expect("ClearChargingProfile", ACCEPTED).toString())
                    .isEqualTo("{\"chargingProfilePurpose\":\"TxDefaultProfile\"}");
            awaitProfiles("SC-1", "[]");
        }
    }

    @Test
    void a_profile_that_goes_with_a_remote_start_lasts_as_long_as_its_transaction() {
        csms.registerIdTag("SC-TAG");
        try (OcppClient chargePoint = csms.booted("SC-2")) {
            mutate(
                    "remoteStartTransaction(chargePointId: \"SC-2\", idTag: \"SC-TAG\", connectorId: 1, chargingProfile: %s)"
                            .formatted(profile("TX_PROFILE", "RELATIVE", "8")));
            JsonNode sent = chargePoint.expect("RemoteStartTransaction", ACCEPTED);
            assertThat(sent.path("chargingProfile").toString())
                    .contains("\"chargingProfilePurpose\":\"TxProfile\"", "\"limit\":8.0")
                    .doesNotContain("transactionId");
            int transaction = chargePoint
                    .call("StartTransaction", START.formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)))
                    .path("transactionId")
                    .asInt();
            awaitProfiles(
                    "SC-2",
                    "[{\"connectorId\":1,\"chargingProfileId\":%d,\"transactionId\":%d}]"
                            .formatted(
                                    sent.path("chargingProfile")
                                            .path("chargingProfileId")
                                            .asInt(),
                                    transaction));

            chargePoint.call(
                    "StopTransaction",
                    "{\"transactionId\":%d,\"meterStop\":10,\"timestamp\":\"%s\"}"
                            .formatted(transaction, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            awaitProfiles("SC-2", "[]");
        }
    }

    @Test
    void what_a_charge_point_says_that_it_will_do_is_held_against_what_it_was_told() {
        csms.registerIdTag("SC-TAG");
        try (OcppClient chargePoint = csms.booted("SC-3")) {
            set("SC-3", 0, "TX_DEFAULT_PROFILE", "RELATIVE", "16");
            chargePoint.expect("SetChargingProfile", ACCEPTED);
            Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            chargePoint.call("StartTransaction", START.formatted(start));
            mutate("getCompositeSchedule(chargePointId: \"SC-3\", connectorId: 1, durationSeconds: 600, unit: A)");
            assertThat(chargePoint
                            .expect("GetCompositeSchedule", """
                                {"status":"Accepted","connectorId":1,"scheduleStart":"%s","chargingSchedule":{\
                                "duration":600,"chargingRateUnit":"A","chargingSchedulePeriod":[\
                                {"startPeriod":0,"limit":16.0},{"startPeriod":300,"limit":32}]}}\
                                """.formatted(start))
                            .toString())
                    .isEqualTo("{\"connectorId\":1,\"duration\":600,\"chargingRateUnit\":\"A\"}");
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode reported = chargePoint(
                                "SC-3", "reportedSchedules { agrees differences { from expected reported text } }")
                        .path("reportedSchedules");
                assertThat(reported).hasSize(1);
                assertThat(reported.get(0).path("agrees").asBoolean()).isFalse();
                assertThat(reported.get(0).path("differences")).hasSize(1);
                JsonNode difference = reported.get(0).path("differences").get(0);
                assertThat(difference.path("from").asString(""))
                        .isEqualTo(start.plusSeconds(300).toString());
                assertThat(difference.path("text").asString("")).contains("32 A, more than the 16 A");
            });
            JsonNode ours = chargePoint(
                            "SC-3",
                            "compositeSchedule(connectorId: 1, durationSeconds: 600) { uncertain periods { limit } }")
                    .path("compositeSchedule");
            assertThat(ours.toString()).isEqualTo("{\"uncertain\":false,\"periods\":[{\"limit\":16.0}]}");
        }
    }

    @Test
    void a_profile_that_breaks_a_rule_is_refused_unless_it_is_forced() {
        try (OcppClient chargePoint = csms.booted("SC-4")) {
            String set = "setChargingProfile(chargePointId: \"SC-4\", connectorId: 1, chargingProfile: %s%s)";
            String wrong = profile("CHARGE_POINT_MAX_PROFILE", "RELATIVE", "16");
            assertThat(error(set.formatted(wrong, ""))).contains("QUESTIONABLE", "connector 0, not 1");
            assertThat(error(set.formatted(profile("TX_DEFAULT_PROFILE", "RELATIVE", "16.25"), "")))
                    .contains("QUESTIONABLE", "limit");
            assertThat(error(set.formatted(profile("TX_DEFAULT_PROFILE", "RELATIVE", "\"1e999999999\""), "")))
                    .contains("BAD_USER_INPUT");
            mutate(set.formatted(wrong, ", options: {force: true}"));
            chargePoint.expect("SetChargingProfile", "{\"status\":\"Rejected\"}");
        }
    }

    private JsonNode set(String identity, int connectorId, String purpose, String kind, String limit) {
        return mutate("setChargingProfile(chargePointId: \"%s\", connectorId: %d, chargingProfile: %s)"
                .formatted(identity, connectorId, profile(purpose, kind, limit)));
    }

    private static String profile(String purpose, String kind, String limit) {
        return """
            {chargingProfilePurpose: %s, chargingProfileKind: %s, chargingSchedule: {chargingRateUnit: A, \
            chargingSchedulePeriod: [{startPeriod: 0, limit: %s}]}}\
            """.formatted(purpose, kind, limit);
    }

    private JsonNode mutate(String mutation) {
        return csms.graphQl()
                .data("mutation { it: " + mutation + " { operation { operationId request } } }")
                .path("it")
                .path("operation");
    }

    private String error(String mutation) {
        return csms.graphQl().errors("mutation { it: " + mutation + " { operation { operationId } } }");
    }

    private JsonNode chargePoint(String identity, String fields) {
        return csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { %s } }".formatted(identity, fields))
                .path("chargePoint");
    }

    private void awaitProfiles(String identity, String expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(chargePoint(
                                        identity, "chargingProfiles { connectorId chargingProfileId transactionId }")
                                .path("chargingProfiles")
                                .toString())
                        .isEqualTo(expected));
    }
}
