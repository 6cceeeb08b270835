package dev.csms.domain.chargepoint;

/** Progress of a diagnostics upload (OCPP 1.6 §7.24). */
public enum DiagnosticsStatus {
    IDLE,
    UPLOADED,
    UPLOAD_FAILED,
    UPLOADING
}
