package dev.csms.query.localauthlist;

/** How well the list of a charge point is known. */
public enum LocalAuthListState {
    /** It has not been heard of, or something went wrong since; the next update will be a full one. */
    UNCERTAIN,
    UPDATING,
    KNOWN,
    NOT_SUPPORTED
}
