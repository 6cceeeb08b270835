package dev.csms.domain.metervalue;

/** How it was decided which transaction meter values belong to. */
public enum Attribution {
    /** They name it, and it is one of this charge point's. */
    CLAIMED,
    /** They do not name it, or name one that had ended; it was open on their connector at their time. */
    BY_CONNECTOR,
    /** They name none, and none was open: readings between transactions, or of the main meter. */
    NONE,
    /** They name one that cannot be found, and none fits. */
    UNASSIGNED
}
