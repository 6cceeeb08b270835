package dev.csms.ocpp.v16;

/** FirmwareStatusNotification: progress of the firmware update last asked for (OCPP 1.6 §4.5). */
interface FirmwareStatusNotification {

    /** FirmwareStatusNotification.req (§6.19). */
    record Request(FirmwareStatus status) {}

    /** FirmwareStatusNotification.conf (§6.20). */
    record Response() {}

    /** Firmware without a signature has no more of them (§7.25). */
    enum FirmwareStatus {
        DOWNLOADED,
        DOWNLOAD_FAILED,
        DOWNLOADING,
        IDLE,
        INSTALLATION_FAILED,
        INSTALLING,
        INSTALLED;

        dev.csms.domain.chargepoint.FirmwareStatus meant() {
            return dev.csms.domain.chargepoint.FirmwareStatus.valueOf(name());
        }
    }
}
