package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Local authorization lists, from a rule over the wire to what the charge point has. */
class LocalAuthListTest {

    private static RunningCsms csms;

    /** Lists are kept by what the others are spared. */
    @BeforeAll
    static void start() {
        csms = RunningCsms.with("--csms.housekeeping.delay=1d");
    }

    @AfterAll
    static void stop() {
        csms.close();
    }

    @Test
    void a_list_follows_its_rule_full_by_differences_and_full_again_when_they_do_not_fit() {
        register("LIST-A", "LIST-GROUP");
        register("LIST-B", "LIST-GROUP");
        try (OcppClient chargePoint = csms.booted("LIST-1")) {
            data("setLocalAuthListRule(chargePointId: \"LIST-1\", kind: SELECTED, parentIdTags: [\"list-group\"]) {"
                    + " changed }");
            JsonNode full = chargePoint.expect("SendLocalList", "{\"status\":\"Accepted\"}");
            assertThat(full.toString()).isEqualTo("""
                {"listVersion":1,"updateType":"Full","localAuthorizationList":[%s,%s]}\
                """.formatted(entry("LIST-A"), entry("LIST-B")));
            awaitList("{\"state\":\"KNOWN\",\"installedVersion\":1,\"installedEntries\":2}");

            register("LIST-C", "LIST-GROUP");
            data("blockIdTag(input: {idTag: \"LIST-A\"}) { idTag { blocked } }");
            JsonNode difference = chargePoint.nextCall();
            // both changes, or the first of them if it was noticed before the second
            assertThat(difference.get(3).path("updateType").asString("")).isEqualTo("Differential");
            assertThat(difference.get(3).path("listVersion").asInt()).isEqualTo(2);
            assertThat(difference.get(3).toString()).contains(entry("LIST-C"));
            chargePoint.answer(difference, "{\"status\":\"VersionMismatch\"}");

            JsonNode remedy = chargePoint.expect("SendLocalList", "{\"status\":\"Accepted\"}");
            assertThat(remedy.path("updateType").asString("")).isEqualTo("Full");
            assertThat(remedy.path("listVersion").asInt()).isEqualTo(3);
            assertThat(remedy.toString()).contains(entry("LIST-B"), entry("LIST-C"));
        }
    }

    @Test
    void a_list_is_put_together_by_hand_and_its_version_is_compared() {
        try (OcppClient chargePoint = csms.booted("LIST-2")) {
            String nothing =
                    "setLocalAuthListRule(chargePointId: \"LIST-2\", kind: NONE) { changed localAuthList { state } }";
            assertThat(data(nothing).toString()).isEqualTo("{\"changed\":false,\"localAuthList\":null}");
            assertThat(data(nothing).toString())
                    .as("asked again")
                    .isEqualTo("{\"changed\":false,\"localAuthList\":null}");
            data("sendLocalList(chargePointId: \"LIST-2\", updateType: FULL, entries: [{idTag: \"X\", status:"
                    + " ACCEPTED}]) { operation { state } }");
            assertThat(chargePoint
                            .expect("SendLocalList", "{\"status\":\"Accepted\"}")
                            .path("listVersion")
                            .asInt())
                    .isEqualTo(1);
            data("getLocalListVersion(chargePointId: \"LIST-2\") { operation { state } }");
            chargePoint.expect("GetLocalListVersion", "{\"listVersion\":7}");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(list("LIST-2")).contains("UNCERTAIN", "\"installedVersion\":7"));
            assertThat(data("synchronizeLocalAuthList(chargePointId: \"LIST-2\", full: true) { progress operation"
                                    + " { state } }")
                            .toString())
                    .isEqualTo("{\"progress\":\"NO_RULE\",\"operation\":null}");
        }
    }

    private static String entry(String idTag) {
        return "{\"idTag\":\"%s\",\"idTagInfo\":{\"status\":\"Accepted\",\"parentIdTag\":\"LIST-GROUP\"}}"
                .formatted(idTag);
    }

    private static void register(String idTag, String group) {
        data("registerIdTag(input: {idTag: \"%s\", parentIdTag: \"%s\"}) { registered }".formatted(idTag, group));
    }

    private static JsonNode data(String mutation) {
        return csms.graphQl().data("mutation { it: " + mutation + " }").path("it");
    }

    private static String list(String chargePoint) {
        return csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { localAuthList { state installedVersion installedEntries } } }"
                        .formatted(chargePoint))
                .path("chargePoint")
                .path("localAuthList")
                .toString();
    }

    private static void awaitList(String expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(list("LIST-1")).isEqualTo(expected));
    }
}
