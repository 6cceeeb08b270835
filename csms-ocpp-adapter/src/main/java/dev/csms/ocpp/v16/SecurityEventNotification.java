package dev.csms.ocpp.v16;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** SecurityEventNotification: something has happened that concerns security (security whitepaper, A04). */
interface SecurityEventNotification {

    /**
     * SecurityEventNotification.req. Charge points deliver it for sure: what is refused comes again and again.
     *
     * @param type      any; the whitepaper's list is not the end of it
     * @param timestamp charge point clock; null when absent or unreadable
     */
    @NeverRefused
    record Request(
            @Expected @MaxLength(50) String type,
            @Expected @Nullable Instant timestamp,
            @MaxLength(255) @Nullable String techInfo) {}

    /** SecurityEventNotification.conf. */
    record Response() {}
}
