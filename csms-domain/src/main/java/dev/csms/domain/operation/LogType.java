package dev.csms.domain.operation;

/** Which log of a charge point (OCPP 1.6 security whitepaper, LogEnumType). */
public enum LogType {
    DIAGNOSTICS_LOG,
    SECURITY_LOG
}
