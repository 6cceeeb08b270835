package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.DiagnosticsStatus;

/** DiagnosticsStatusNotification: progress of the upload last asked for; it names no request (OCPP 1.6 §4.4). */
interface DiagnosticsStatusNotification {

    /** DiagnosticsStatusNotification.req (§6.17). */
    record Request(DiagnosticsStatus status) {}

    /** DiagnosticsStatusNotification.conf (§6.18). */
    record Response() {}
}
