package dev.csms.ocpp.v16;

import java.time.Instant;

/** Heartbeat: a sign of life that asks for the time (OCPP 1.6 §4.6). */
interface Heartbeat {

    /** Heartbeat.req (§6.29). */
    record Request() {}

    /** Heartbeat.conf (§6.30). */
    record Response(Instant currentTime) {}
}
