package dev.csms.domain.securityevent;

import dev.csms.domain.RecordedOnce;
import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How security events are put on record. */
public sealed interface SecurityEventCommand {

    /**
     * SecurityEventNotification (security whitepaper, A04).
     *
     * @param timestamp charge point clock; absent if it could not be read
     * @param raw       the payload as it came, where it had to be mended to be read
     */
    record ReportSecurityEvent(
            ChargePointId chargePointId,
            String type,
            @Nullable Instant timestamp,
            @Nullable String techInfo,
            Instant receivedAt,
            @Nullable String raw)
            implements SecurityEventCommand, RecordedOnce {}

    /** See {@link SecurityEvent.SecurityEventNoted}. */
    record NoteSecurityEvent(
            String type, String culprit, boolean critical, String description, long times, Instant notedAt)
            implements SecurityEventCommand {}
}
