package dev.csms.query.operation;

import dev.csms.domain.operation.Unknown;

/** How far an operation has come. */
public enum OperationState {
    /** For its turn, or for its charge point. */
    WAITING,
    SENT,
    ANSWERED,
    /** By a CALLERROR. */
    FAILED,
    TIMED_OUT,
    CONNECTION_LOST,
    UNREADABLE_ANSWER,
    EXPIRED,
    CANCELLED;

    /** Whether there is no more to come, but for what is late. */
    public boolean isEnd() {
        return this != WAITING && this != SENT;
    }

    static OperationState of(Unknown cause) {
        return switch (cause) {
            case TIMED_OUT -> TIMED_OUT;
            case CONNECTION_LOST -> CONNECTION_LOST;
            case UNREADABLE_ANSWER -> UNREADABLE_ANSWER;
        };
    }
}
