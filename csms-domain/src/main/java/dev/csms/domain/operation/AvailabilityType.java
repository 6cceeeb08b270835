package dev.csms.domain.operation;

/** Whether a connector is to serve (OCPP 1.6 §7.4). */
public enum AvailabilityType {
    INOPERATIVE,
    OPERATIVE
}
