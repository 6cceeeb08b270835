package dev.csms.domain.chargingprofile;

/** The message that a charging profile goes with. */
public enum ProfileCarrier {
    /** OCPP 1.6 §5.11: for the transaction that is about to start. */
    REMOTE_START_TRANSACTION,
    /** OCPP 1.6 §5.16. */
    SET_CHARGING_PROFILE
}
