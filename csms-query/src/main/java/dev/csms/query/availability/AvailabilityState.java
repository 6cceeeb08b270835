package dev.csms.query.availability;

import dev.csms.domain.availability.AvailabilityEvent;
import dev.csms.domain.availability.AvailabilityEvent.AvailabilityAgreed;
import dev.csms.domain.availability.AvailabilityEvent.ScheduledAvailabilityReached;
import dev.csms.domain.operation.AvailabilityType;
import dev.csms.query.Keys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connector is to serve.
 *
 * @param position        of the event by which it was agreed
 * @param scheduled       this connector has not shown it yet
 * @param scheduledForAll of connector 0: connectors without a later state of their own have not shown it yet
 */
record AvailabilityState(
        Key key, long position, AvailabilityType type, boolean scheduled, boolean scheduledForAll, Instant agreedAt) {

    /** @param connectorId 0 for the charge point and all its connectors */
    record Key(String chargePointId, int connectorId) {

        static Key of(AvailabilityEvent event) {
            return new Key(Keys.of(event.chargePointId()), event.connectorId());
        }
    }

    static AvailabilityState of(AvailabilityAgreed agreed, long position) {
        return new AvailabilityState(
                Key.of(agreed), position, agreed.type(), agreed.scheduled(), agreed.scheduled(), agreed.agreedAt());
    }

    /** What was scheduled for all still is for the others. A connector may have no state of its own until now. */
    static AvailabilityState after(
            @Nullable AvailabilityState before, ScheduledAvailabilityReached reached, long position) {
        return before == null || before.key.connectorId != 0
                ? new AvailabilityState(Key.of(reached), position, reached.type(), false, false, reached.reachedAt())
                : new AvailabilityState(
                        before.key, before.position, before.type, false, before.scheduledForAll, before.agreedAt);
    }
}
