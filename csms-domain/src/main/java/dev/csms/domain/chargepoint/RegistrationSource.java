package dev.csms.domain.chargepoint;

/** How a charge point came to be known. */
public enum RegistrationSource {
    OPERATOR,
    /** It connected under an identity that nobody had registered, and was let in. */
    CONNECTION
}
