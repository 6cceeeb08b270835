package dev.csms.domain.operation;

/** What becomes of an operation whose charge point is not connected. */
public enum Delivery {
    /** It waits, and is sent in its turn when the charge point is back, if that is before its deadline. */
    UNTIL_DEADLINE,
    /** It is refused if the charge point is offline, and given up if the connection ends before it is sent. */
    NOW_OR_NEVER
}
