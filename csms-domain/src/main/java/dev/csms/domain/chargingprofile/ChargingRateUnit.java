package dev.csms.domain.chargingprofile;

/** In what a schedule's limits are (OCPP 1.6 §7.12). */
public enum ChargingRateUnit {
    /** Amperes on each phase. */
    A,
    /** Watts of all phases together. */
    W
}
