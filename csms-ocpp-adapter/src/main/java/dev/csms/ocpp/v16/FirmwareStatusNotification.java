package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.FirmwareStatus;

/** FirmwareStatusNotification: progress of the firmware update last asked for (OCPP 1.6 §4.5). */
interface FirmwareStatusNotification {

    /** FirmwareStatusNotification.req (§6.21). */
    record Request(FirmwareStatus status) {}

    /** FirmwareStatusNotification.conf (§6.22). */
    record Response() {}
}
