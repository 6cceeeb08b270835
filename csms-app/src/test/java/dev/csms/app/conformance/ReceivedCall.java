package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.OcppClient;
import tools.jackson.databind.JsonNode;

/** Something that a charge point was asked, by a message that keeps the rules. */
final class ReceivedCall {

    private static final int LONGEST_MESSAGE_ID = 36;

    private final OcppClient client;
    private final JsonNode frame;

    ReceivedCall(OcppClient client, JsonNode frame) {
        assertThat(frame.size()).as("elements of %s", frame).isEqualTo(4);
        assertThat(frame.get(0).asInt()).as("message type of %s", frame).isEqualTo(2);
        assertThat(frame.get(1).asString()).as("message id").hasSizeBetween(1, LONGEST_MESSAGE_ID);
        assertThat(MessageCheck.faultsOfCall(frame.get(2).asString(), frame.get(3)))
                .as("faults of %s", frame)
                .isEmpty();
        this.client = client;
        this.frame = frame;
    }

    String action() {
        return frame.get(2).asString();
    }

    JsonNode payload() {
        return frame.get(3);
    }

    /** That it has exactly this payload. */
    ReceivedCall with(String payload) {
        assertThat(payload()).isEqualTo(Json.of(payload));
        return this;
    }

    /** That a member has this value. @param pointer as in {@code /csChargingProfiles/stackLevel} */
    ReceivedCall where(String pointer, Object value) {
        assertThat(payload().at(pointer).asString())
                .as("%s of %s", pointer, frame)
                .isEqualTo(String.valueOf(value));
        return this;
    }

    ReceivedCall whereThereIsNo(String pointer) {
        assertThat(payload().at(pointer).isMissingNode())
                .as("no %s in %s", pointer, frame)
                .isTrue();
        return this;
    }

    void isAnswered(String payload) {
        client.answer(frame, Json.of(payload).toString());
    }

    void isAnsweredWithStatus(String status) {
        isAnswered("{'status': '" + status + "'}");
    }
}
