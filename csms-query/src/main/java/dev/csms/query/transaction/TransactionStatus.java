package dev.csms.query.transaction;

/** Whether a transaction is running. */
public enum TransactionStatus {
    OPEN,
    /** Its charge point has reported the stop. */
    STOPPED,
    /** Its charge point has not, but the evidence says that it is over. */
    CLOSED_ADMINISTRATIVELY
}
