package dev.csms.domain.operation;

/** Messages that a charge point can be asked to send (OCPP 1.6 §7.32). */
public enum MessageTrigger {
    BOOT_NOTIFICATION,
    DIAGNOSTICS_STATUS_NOTIFICATION,
    FIRMWARE_STATUS_NOTIFICATION,
    HEARTBEAT,
    METER_VALUES,
    STATUS_NOTIFICATION
}
