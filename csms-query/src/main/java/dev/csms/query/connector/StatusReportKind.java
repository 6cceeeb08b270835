package dev.csms.query.connector;

/** What a status report meant when it came. */
public enum StatusReportKind {
    /** The connector's state from then on. */
    CHANGED,
    /** Reported after a newer one had been: it changed nothing. */
    OUTDATED,
    /** Of a connector number that no charge point of this kind can have. */
    UNEXPECTED
}
