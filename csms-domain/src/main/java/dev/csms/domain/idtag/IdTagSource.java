package dev.csms.domain.idtag;

/** How an idTag came to be known. */
public enum IdTagSource {
    OPERATOR,
    /** A charge point presented it while unknown tags are accepted. */
    CHARGE_POINT
}
