package dev.csms.domain.operation;

/** How a local authorization list is changed (OCPP 1.6 §7.48). */
public enum UpdateType {
    DIFFERENTIAL,
    FULL
}
