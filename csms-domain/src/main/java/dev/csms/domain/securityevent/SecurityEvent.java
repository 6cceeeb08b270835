package dev.csms.domain.securityevent;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What concerns security: theirs and ours. */
public sealed interface SecurityEvent {

    /**
     * A charge point has reported it.
     *
     * @param type       as the charge point spells it
     * @param known      which one of the whitepaper's it is; absent if none
     * @param critical   whether the whitepaper says so; what it does not know is not
     * @param occurredAt charge point clock where that can be believed, else ours
     * @param techInfo   what the charge point says of it
     * @param receivedAt our clock
     */
    @Revision("1")
    record SecurityEventReported(
            ChargePointId chargePointId,
            String type,
            @Nullable SecurityEventType known,
            boolean critical,
            Instant occurredAt,
            @Nullable String techInfo,
            Instant receivedAt)
            implements SecurityEvent {}

    /**
     * We have noticed it. What is frequent is not put on record each time.
     *
     * @param type        such as {@code SessionFlapping}
     * @param culprit     identity of a charge point, network address or {@code operator:<name>}, as far as it can be told
     * @param description a sentence for the operator
     * @param times       how often it has been noticed of this culprit since the last record of it, this time included
     * @param notedAt     our clock
     */
    @Revision("1")
    record SecurityEventNoted(
            String type, String culprit, boolean critical, String description, long times, Instant notedAt)
            implements SecurityEvent {}
}
