package dev.csms.ocpp.v16;

/** GetLocalListVersion: asks for the version of the local authorization list (OCPP 1.6 §5.10). */
interface GetLocalListVersion {

    /** GetLocalListVersion.req (§6.27). */
    record Request() {}

    /**
     * GetLocalListVersion.conf (§6.28).
     *
     * @param listVersion 0 for an empty list, -1 where lists are not supported
     */
    record Response(int listVersion) {}
}
