package dev.csms.ocpp.v16;

import dev.csms.ocpp.rpc.ErrorCode;

/** A value, or the message that it is part of, cannot be read. It costs no stack trace: charge points can cause many. */
final class Unreadable extends RuntimeException {

    private final ErrorCode code;
    private final Deviation.Kind kind;
    private final String example;

    /**
     * @param kind    what kind of deviation it is where the value can be done without
     * @param example what was said
     */
    Unreadable(ErrorCode code, String description, Deviation.Kind kind, String example) {
        super(description, null, false, false);
        this.code = code;
        this.kind = kind;
        this.example = example;
    }

    ErrorCode code() {
        return code;
    }

    String description() {
        return String.valueOf(getMessage());
    }

    Deviation.Kind kind() {
        return kind;
    }

    String example() {
        return example;
    }
}
