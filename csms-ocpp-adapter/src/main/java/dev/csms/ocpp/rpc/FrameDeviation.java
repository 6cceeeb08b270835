package dev.csms.ocpp.rpc;

/** What a frame may get wrong and is handled all the same. */
public enum FrameDeviation {
    /** Message id beyond 36 characters (OCPP-J 1.6 §4.1.4). */
    LONG_MESSAGE_ID,
    /** Message id that is a number. */
    NUMERIC_MESSAGE_ID,
    /** Message id with control characters or unpaired surrogates. */
    UNPRINTABLE_MESSAGE_ID,
    /** A call without payload; OCPP-J knows {@code {}} and {@code null} for it. */
    MISSING_PAYLOAD,
    /** Elements after the last one that the frame has a place for. */
    EXTRA_ELEMENTS
}
