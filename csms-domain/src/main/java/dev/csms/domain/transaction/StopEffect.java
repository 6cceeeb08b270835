package dev.csms.domain.transaction;

/** What a StopTransaction did to its transaction. */
enum StopEffect {
    STOPPED,
    /** It had been stopped by the same report. */
    REPEATED,
    /** It had been stopped by a different report, which stands. */
    CONFLICTING
}
