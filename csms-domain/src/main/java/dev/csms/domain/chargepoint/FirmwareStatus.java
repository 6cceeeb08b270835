package dev.csms.domain.chargepoint;

/** Progress of a firmware installation (OCPP 1.6 §7.25). */
public enum FirmwareStatus {
    DOWNLOADED,
    DOWNLOAD_FAILED,
    DOWNLOADING,
    IDLE,
    INSTALLATION_FAILED,
    INSTALLING,
    INSTALLED
}
