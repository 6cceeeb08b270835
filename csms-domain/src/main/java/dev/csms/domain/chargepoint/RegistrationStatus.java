package dev.csms.domain.chargepoint;

/** Whether a charge point may take part (OCPP 1.6 §7.38). */
public enum RegistrationStatus {
    ACCEPTED,
    PENDING,
    REJECTED
}
