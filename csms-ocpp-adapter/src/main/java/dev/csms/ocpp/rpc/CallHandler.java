package dev.csms.ocpp.rpc;

/** Answers the calls of charge points. */
public interface CallHandler {

    /**
     * Answers one call. It may block: it runs on a virtual thread, except for {@link #immediate} actions. The calls of
     * one session come one after another; other sessions do not wait for them.
     */
    Answer handle(Session session, Call call);

    /**
     * A call could not be read as one and has to be refused. It may block, as {@link #handle}.
     *
     * @param call    with the whole message for its payload
     * @param problem what is wrong with it
     */
    default void refused(Session session, Call call, String problem) {}

    /**
     * An answer has come to a call of ours that had been given up for too long a silence.
     *
     * @param messageId of the call
     */
    default void lateAnswer(Session session, String messageId, CallOutcome outcome) {}

    /** Whether calls of this action are answered without waiting for anything, so that an event loop can do it. */
    default boolean immediate(String action) {
        return false;
    }

    /**
     * Whether a call that is sent again, with the same id and the same payload, gets its first answer again without
     * being handled twice. Not right where an answer ages, as those do that contain the time.
     */
    default boolean repeatsAnswer(String action) {
        return !immediate(action);
    }
}
