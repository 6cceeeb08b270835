package dev.csms.domain.transaction;

/** By what a StopTransaction that had fitted nothing was found to be the stop of a transaction. */
public enum ReconciliationRule {
    /** It came before the StartTransaction of the one transaction that it fits. */
    STOP_BEFORE_START
}
