package dev.csms.domain.chargingprofile;

/** From when the periods of a schedule count (OCPP 1.6 §7.9). */
public enum ChargingProfileKind {
    /** From startSchedule. */
    ABSOLUTE,
    /** From startSchedule, and from the same time every day or week after it (errata 3.79). */
    RECURRING,
    /** From the start of the transaction, which the charge point knows. */
    RELATIVE
}
