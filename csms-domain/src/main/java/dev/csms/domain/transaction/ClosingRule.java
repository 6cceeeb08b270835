package dev.csms.domain.transaction;

/** Why we hold a transaction to be over although its charge point has not said so. */
public enum ClosingRule {
    /** A later transaction has started on the same connector, which carries one at a time. */
    NEXT_START_ON_CONNECTOR,
    /** Somebody has decided so, and said why. */
    OPERATOR
}
