package dev.csms.ocpp.v16;

/** SetChargingProfile: installs a charging profile (OCPP 1.6 §5.16). */
interface SetChargingProfile {

    /**
     * SetChargingProfile.req (§6.43).
     *
     * @param connectorId 0 for the charge point as a whole
     */
    record Request(@Min(0) int connectorId, ChargingProfile csChargingProfiles) {}

    /** SetChargingProfile.conf (§6.44). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED,
        NOT_SUPPORTED
    }
}
