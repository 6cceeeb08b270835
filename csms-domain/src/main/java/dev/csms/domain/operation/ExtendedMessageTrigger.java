package dev.csms.domain.operation;

/** Messages that a charge point can be asked to send by ExtendedTriggerMessage (security whitepaper). */
public enum ExtendedMessageTrigger {
    BOOT_NOTIFICATION,
    LOG_STATUS_NOTIFICATION,
    /** SignedFirmwareStatusNotification. */
    FIRMWARE_STATUS_NOTIFICATION,
    HEARTBEAT,
    METER_VALUES,
    /** SignCertificate, with a new key. */
    SIGN_CHARGE_POINT_CERTIFICATE,
    STATUS_NOTIFICATION
}
