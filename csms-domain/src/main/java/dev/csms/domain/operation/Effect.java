package dev.csms.domain.operation;

/** What a charge point did because of an operation, other than answering it. */
public enum Effect {
    /** After RemoteStartTransaction; the reference is the transactionId. */
    TRANSACTION_STARTED,
    /** After RemoteStopTransaction; the reference is the transactionId. */
    TRANSACTION_STOPPED,
    /** After Reset; the reference is the session by which it booted. */
    BOOTED,
    /** After TriggerMessage or ExtendedTriggerMessage: the message asked for has come; the reference is its message id. */
    MESSAGE_SENT
}
