package dev.csms.ocpp.rpc;

import org.jspecify.annotations.Nullable;

/** What can be made of the text of one message. */
sealed interface Frame {

    record Understood(Message message) implements Frame {}

    /**
     * A call that is none; but it has an id, so that it can be answered.
     *
     * @param call with the whole message for its payload; null if it names no action
     */
    record Refused(CallError answer, @Nullable Call call) implements Frame {}

    /** A message type that OCPP-J 1.6 does not know: not ours to answer (OCPP-J 1.6 §4.1.3). */
    record Ignored() implements Frame {}

    /**
     * There is nothing to answer to.
     *
     * @param answered the call of ours that it seems to answer
     * @param call     that it seems to be, with the whole message for its payload
     */
    record Malformed(
            String problem,
            @Nullable MessageId answered,
            @Nullable Call call) implements Frame {

        Malformed(String problem, @Nullable MessageId answered) {
            this(problem, answered, null);
        }
    }
}
