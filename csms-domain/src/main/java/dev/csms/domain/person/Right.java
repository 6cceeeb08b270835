package dev.csms.domain.person;

/** What somebody may do. Each role has some of them. */
public enum Right {
    /** See charge points and what they do. */
    READ,
    /** Have charge points do something, and decide about them. */
    COMMAND,
    /** See who did what. */
    AUDIT,
    /** Manage people, keys and settings. */
    ADMINISTER
}
