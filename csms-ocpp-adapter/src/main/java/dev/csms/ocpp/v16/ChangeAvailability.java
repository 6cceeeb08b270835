package dev.csms.ocpp.v16;

import dev.csms.domain.operation.AvailabilityType;

/** ChangeAvailability: whether a connector is to serve (OCPP 1.6 §5.2). */
interface ChangeAvailability {

    /**
     * ChangeAvailability.req (§6.7).
     *
     * @param connectorId 0 is the charge point with all its connectors
     */
    record Request(@Min(0) int connectorId, AvailabilityType type) {}

    /** ChangeAvailability.conf (§6.8). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED,
        SCHEDULED
    }
}
