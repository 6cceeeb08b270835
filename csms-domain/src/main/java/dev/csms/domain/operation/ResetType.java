package dev.csms.domain.operation;

/** How a charge point restarts (OCPP 1.6 §7.42). */
public enum ResetType {
    HARD,
    SOFT
}
