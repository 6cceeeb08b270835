package dev.csms.ocpp.rpc;

import java.time.Instant;
import java.util.Set;

/**
 * A request (OCPP-J 1.6 §4.2.1).
 *
 * @param action     as received; it may be any text
 * @param payload    a JSON object; {@code {}} where the frame had {@code null} or nothing
 * @param deviations what about the frame was forgiven
 * @param receivedAt our clock
 */
public record Call(
        MessageId messageId, String action, Payload payload, Set<FrameDeviation> deviations, Instant receivedAt)
        implements Message {

    /** @param payload the answer's payload: a JSON object in UTF-8 */
    public CallResult result(byte[] payload) {
        return new CallResult(messageId, Payload.of(payload));
    }

    /** @param description for the charge point's log: no secret in it, and nothing that the charge point may not know */
    public CallError error(ErrorCode code, String description) {
        return new CallError(messageId, code, description);
    }
}
