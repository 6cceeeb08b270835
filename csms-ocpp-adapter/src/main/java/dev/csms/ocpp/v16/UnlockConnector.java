package dev.csms.ocpp.v16;

/** UnlockConnector: asks to release a cable (OCPP 1.6 §5.18). */
interface UnlockConnector {

    /** UnlockConnector.req (§6.53). */
    record Request(@Min(1) int connectorId) {}

    /** UnlockConnector.conf (§6.54). */
    record Response(Status status) {}

    enum Status {
        UNLOCKED,
        UNLOCK_FAILED,
        NOT_SUPPORTED
    }
}
