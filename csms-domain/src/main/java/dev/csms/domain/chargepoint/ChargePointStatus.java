package dev.csms.domain.chargepoint;

/** State of a connector, or of the charge point itself on connector 0 (OCPP 1.6 §7.7). */
public enum ChargePointStatus {
    AVAILABLE,
    PREPARING,
    CHARGING,
    SUSPENDED_EVSE,
    SUSPENDED_EV,
    FINISHING,
    RESERVED,
    UNAVAILABLE,
    FAULTED
}
