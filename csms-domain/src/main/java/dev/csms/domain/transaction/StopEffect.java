package dev.csms.domain.transaction;

/** What a StopTransaction comes to for its transaction. */
enum StopEffect {
    /** It is the first report. */
    STOPPED,
    /** It had been stopped by the same report. */
    REPEATED,
    /** It had been stopped by a different report, which stands. */
    CONFLICTING
}
