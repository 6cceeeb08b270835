package dev.csms.domain.operation;

/** Why nobody knows what came of an operation that was sent: the charge point may have acted on it, or not. */
public enum Unknown {
    TIMED_OUT,
    CONNECTION_LOST,
    /** There was an answer that breaks the rules of its message. */
    UNREADABLE_ANSWER
}
