package dev.csms.domain.anomaly;

/** What cannot be right about something that a charge point said. */
public enum AnomalyKind {
    /** StopTransaction or MeterValues for a transaction of another charge point. */
    FOREIGN_TRANSACTION,
    /** StopTransaction or MeterValues for a transaction that was never started. */
    UNKNOWN_TRANSACTION,
    /** MeterValues for a transaction that had ended, of a time at which another one ran on the connector: they are of that. */
    ENDED_TRANSACTION,
    /** StopTransaction without a usable transaction id that fits no open transaction. */
    UNASSIGNED_STOP,
    /** A second, different StopTransaction; the first one stands. */
    CONFLICTING_STOP,
    /** Stopped by an idTag that is neither the starting one nor of its group. */
    STOPPED_BY_UNRELATED_ID_TAG,
    /** The clock of the charge point is ahead of ours. */
    CLOCK_AHEAD,
    /** A time that cannot be meant, such as 1970; the time of receipt is used. */
    IMPLAUSIBLE_TIME,
    /** No time that could be read; the time of receipt is used. */
    MISSING_TIME,
    /** A connector number at which nothing can charge. */
    IMPOSSIBLE_CONNECTOR,
    /** meterStop below meterStart. */
    NEGATIVE_ENERGY,
    /** A meter reading that is missing or out of range. */
    UNREADABLE_METER,
    /** Progress of a log upload or firmware update that was not asked for, or is not said to be of any. */
    UNKNOWN_REQUEST,
    /** A message that matters to billing could not be understood at all, and was refused. */
    UNREADABLE_MESSAGE,
    /** A message that matters to billing came before a BootNotification of its charge point, and was refused. */
    MESSAGE_BEFORE_BOOT
}
