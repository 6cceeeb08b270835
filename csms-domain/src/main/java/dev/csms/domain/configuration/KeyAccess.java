package dev.csms.domain.configuration;

/** Whether a standard key can be written (OCPP 1.6 §9). */
public enum KeyAccess {
    READ_ONLY,
    READ_WRITE,
    /** As the charge point likes. */
    READ_ONLY_OR_READ_WRITE,
    /** A secret. */
    WRITE_ONLY
}
