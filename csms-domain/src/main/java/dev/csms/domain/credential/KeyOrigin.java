package dev.csms.domain.credential;

/** Where an AuthorizationKey comes from. */
public enum KeyOrigin {
    /** Made here: 160 random bits. */
    GENERATED,
    /** Made somewhere else; it may be guessable. */
    IMPORTED
}
