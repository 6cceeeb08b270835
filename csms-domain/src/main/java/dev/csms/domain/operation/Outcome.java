package dev.csms.domain.operation;

import org.jspecify.annotations.Nullable;

/** What became of an operation that was to be sent. */
public sealed interface Outcome {

    /**
     * The charge point handled it.
     *
     * @param status as spelled on the wire, such as {@code Accepted}; absent where the answer has none
     * @param answer what else it says
     * @param json   the answer's payload, as it came
     */
    record Answered(@Nullable String status, Answer answer, String json) implements Outcome {}

    /** The charge point refused to handle it, by a CALLERROR. */
    record Failed(String errorCode, String description) implements Outcome {}

    /** It was sent, and nobody knows what came of it. */
    record Lost(Unknown cause, @Nullable String detail) implements Outcome {}

    /** The connection ended before it was sent. */
    record NotSent() implements Outcome {}

    /** What charge points answer that give up earlier work of the same kind for what they are asked now. */
    String ACCEPTED_CANCELED = "AcceptedCanceled";

    /** Whether the charge point has taken it on: answered that it has, or answered where the answer has no status. */
    default boolean isAccepted() {
        return this instanceof Answered answered
                && (answered.status() == null || is("Accepted") || is(ACCEPTED_CANCELED));
    }

    /** Whether the charge point answered this status, in these letters. */
    default boolean is(String status) {
        return this instanceof Answered answered && status.equals(answered.status());
    }
}
