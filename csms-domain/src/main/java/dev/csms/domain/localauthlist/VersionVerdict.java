package dev.csms.domain.localauthlist;

/** What a reported list version means, held against what we believe. */
public enum VersionVerdict {
    AS_EXPECTED,
    /** The charge point's list is empty, whatever we believed. */
    EMPTY,
    /** It has a list that we do not know. */
    DIFFERENT,
    NOT_SUPPORTED
}
