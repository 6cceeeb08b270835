package dev.csms.domain.chargepoint;

/** Progress of a firmware installation (OCPP 1.6 §7.25), and what there is more of it where the firmware is signed. */
public enum FirmwareStatus {
    DOWNLOADED,
    DOWNLOAD_FAILED,
    DOWNLOADING,
    IDLE,
    INSTALLATION_FAILED,
    INSTALLING,
    INSTALLED,
    // of the security whitepaper
    DOWNLOAD_SCHEDULED,
    DOWNLOAD_PAUSED,
    SIGNATURE_VERIFIED,
    INVALID_SIGNATURE,
    INSTALL_SCHEDULED,
    INSTALL_REBOOTING,
    INSTALL_VERIFICATION_FAILED
}
