package dev.csms.domain.diagnostics;

/** What becomes of a file that a charge point has left with us. */
public enum FileReceipt {
    KEPT,
    /** The very same has come before: charge points send again what they think has not arrived. */
    KNOWN,
    /** There are so many already that one more is a mistake. */
    TOO_MANY
}
