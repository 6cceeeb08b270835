package dev.csms.query.configuration;

/** How a key came to be what it is. */
public enum ConfigurationChangeKind {
    /** It was reported for the first time. */
    APPEARED,
    /** It was reported with another value than known, or as writable or read-only where it had not been. */
    REPORTED,
    /** It was not reported any more. */
    VANISHED,
    /** A value that it was given is in force. */
    SET,
    /** A value that it was given waits for a boot. */
    PENDING,
    /** A value that had waited for a boot is in force. */
    TOOK_EFFECT
}
