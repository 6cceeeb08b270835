package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.FirmwareStatus;

/** FirmwareStatusNotification: progress of the firmware update last asked for (OCPP 1.6 §4.5). */
interface FirmwareStatusNotification {

    /** FirmwareStatusNotification.req (§6.21). */
    record Request(Status status) {}

    /** FirmwareStatusNotification.conf (§6.22). */
    record Response() {}

    /** Those of {@link FirmwareStatus} that firmware without a signature can have (§7.25). */
    enum Status {
        DOWNLOADED,
        DOWNLOAD_FAILED,
        DOWNLOADING,
        IDLE,
        INSTALLATION_FAILED,
        INSTALLING,
        INSTALLED;

        FirmwareStatus meant() {
            return FirmwareStatus.valueOf(name());
        }
    }
}
