package dev.csms.domain.chargingprofile;

/** Why a charge point no longer has a profile, other than that a new one has taken its place. */
public enum RemovalCause {
    /** A ClearChargingProfile that meant it was accepted. */
    CLEARED,
    /** A ClearChargingProfile that meant it was answered Unknown: the charge point did not have it (any more). */
    NOT_FOUND,
    /** The transaction that it belonged to has ended (OCPP 1.6 §3.13.1). */
    TRANSACTION_ENDED,
    /** The RemoteStartTransaction that it came with was refused, and the transaction started otherwise. */
    REFUSED
}
