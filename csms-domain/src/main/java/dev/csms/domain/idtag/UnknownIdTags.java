package dev.csms.domain.idtag;

/** What becomes of an idTag that nobody has registered. */
public enum UnknownIdTags {
    /** Answered Invalid. */
    INVALID,
    /** Registered on the spot, and answered Accepted. */
    ACCEPT
}
