package dev.csms.ocpp.rpc;

/** What became of a call of ours. */
public sealed interface CallOutcome {

    /** The charge point handled it; what it thinks of it stands in the payload. */
    record Confirmed(Payload payload) implements CallOutcome {}

    record Refused(ErrorCode code, String description) implements CallOutcome {}

    /** There was an answer, but it is not readable. The charge point may have acted on the call, or not. */
    record Unreadable(String problem) implements CallOutcome {}

    /** No answer in time. The charge point may have acted on the call, or not. */
    record TimedOut() implements CallOutcome {}

    /** The connection ended before the answer. The charge point may have acted on the call, or not. */
    record ConnectionLost() implements CallOutcome {}

    /** The connection ended before the call was sent: the charge point knows nothing of it. */
    record NotSent() implements CallOutcome {}
}
