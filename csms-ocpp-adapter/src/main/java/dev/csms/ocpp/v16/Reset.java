package dev.csms.ocpp.v16;

import dev.csms.domain.operation.ResetType;

/** Reset: asks to restart (OCPP 1.6 §5.14). */
interface Reset {

    /** Reset.req (§6.39). */
    record Request(ResetType type) {}

    /** Reset.conf (§6.40). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
