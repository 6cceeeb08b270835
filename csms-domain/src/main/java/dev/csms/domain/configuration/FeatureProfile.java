package dev.csms.domain.configuration;

/** What a standard key belongs to (OCPP 1.6 §9; Security is the white paper's, which gives it no name). */
public enum FeatureProfile {
    CORE,
    FIRMWARE_MANAGEMENT,
    LOCAL_AUTH_LIST_MANAGEMENT,
    RESERVATION,
    SECURITY,
    SMART_CHARGING
}
