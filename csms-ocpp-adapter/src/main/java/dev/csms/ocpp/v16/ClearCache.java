package dev.csms.ocpp.v16;

/** ClearCache: empties the authorization cache (OCPP 1.6 §5.4). */
interface ClearCache {

    /** ClearCache.req (§6.11). */
    record Request() {}

    /** ClearCache.conf (§6.12). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
