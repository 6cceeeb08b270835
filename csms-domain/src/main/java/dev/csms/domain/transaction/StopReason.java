package dev.csms.domain.transaction;

/** Why a transaction ended (OCPP 1.6 §7.36). */
public enum StopReason {
    DE_AUTHORIZED,
    EMERGENCY_STOP,
    EV_DISCONNECTED,
    HARD_RESET,
    LOCAL,
    OTHER,
    POWER_LOSS,
    REBOOT,
    REMOTE,
    SOFT_RESET,
    UNLOCK_COMMAND
}
