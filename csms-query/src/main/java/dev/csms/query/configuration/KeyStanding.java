package dev.csms.query.configuration;

/** What is known of whether a charge point has a key. */
enum KeyStanding {
    KNOWN,
    VANISHED,
    /** The charge point said so when it was asked for it. */
    UNKNOWN
}
