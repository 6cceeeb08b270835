package dev.csms.domain.idtag;

/** What an idTag is allowed to do (OCPP 1.6 §7.2). */
public enum AuthorizationStatus {
    ACCEPTED,
    BLOCKED,
    EXPIRED,
    INVALID,
    CONCURRENT_TX
}
