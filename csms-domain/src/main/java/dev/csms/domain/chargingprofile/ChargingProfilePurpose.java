package dev.csms.domain.chargingprofile;

/** What a charging profile limits (OCPP 1.6 §3.13.1, §7.10). */
public enum ChargingProfilePurpose {
    /** All connectors of the charge point together; on connector 0 only. */
    CHARGE_POINT_MAX_PROFILE,
    /** Transactions without a TxProfile: of all connectors if on connector 0, else of one. */
    TX_DEFAULT_PROFILE,
    /** One running transaction, with which the profile ends. */
    TX_PROFILE
}
