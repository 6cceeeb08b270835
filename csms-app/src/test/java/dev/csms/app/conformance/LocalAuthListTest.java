package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.Operator.Asked;
import org.junit.jupiter.api.Test;

/** Local authorization list profile. */
@FeatureProfile("Local Auth List Management")
class LocalAuthListTest extends CertificationScenarios {

    @Test
    void TC_042_1_CSMS_version_of_a_list_that_is_not_supported() {
        askForVersion(-1);
    }

    @Test
    void TC_042_2_CSMS_version_of_an_empty_list() {
        askForVersion(0);
    }

    @Test
    void TC_043_1_CSMS_send_a_list_that_is_not_supported() {
        send("Full", idTag, "NotSupported");
    }

    @Test
    void TC_043_3_CSMS_send_a_list_that_fails() {
        send("Full", idTag, "Failed");
    }

    @Test
    void TC_043_4_CSMS_send_a_full_list() {
        send("Full", idTag, "Accepted");
    }

    @Test
    void TC_043_5_CSMS_send_a_differential_list() {
        int first = send("Full", idTag, "Accepted");
        askForVersion(first);
        String another = identity + "_OTHER";
        operator.registersIdTag(another, "");
        int second = send("Differential", another, "Accepted");
        assertThat(second).isGreaterThan(first);
    }

    private void askForVersion(int answer) {
        Asked get = operator.asks("getLocalListVersion", "");
        chargePoint.isSent("GetLocalListVersion").with("{}").isAnswered("{'listVersion': %d}".formatted(answer));
        get.isAnswered("");
    }

    /** Gives the version that the list is to have. */
    private int send(String updateType, String entry, String answer) {
        Asked send = operator.asks(
                "sendLocalList",
                "updateType: %s, entries: [{idTag: \"%s\", status: ACCEPTED}]"
                        .formatted(updateType.toUpperCase(), entry));
        ReceivedCall call = chargePoint.isSent("SendLocalList").where("/updateType", updateType);
        assertThat(call.payload().path("localAuthorizationList"))
                .isEqualTo(Json.of("[{'idTag': '%s', 'idTagInfo': {'status': 'Accepted'}}]".formatted(entry)));
        call.isAnsweredWithStatus(answer);
        send.isAnswered(answer);
        return call.payload().path("listVersion").asInt();
    }
}
