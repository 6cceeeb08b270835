package dev.csms.query.securityevent;

/** Who says so. */
public enum SecurityEventSource {
    /** A charge point. */
    THEIRS,
    /** We have noticed it. */
    OURS
}
