package dev.csms.domain.availability;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.AvailabilityType;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What was agreed with a charge point on whether it serves, in its history. Times are ours. */
public sealed interface AvailabilityEvent {

    ChargePointId chargePointId();

    /** 0 for the charge point and all its connectors. */
    int connectorId();

    AvailabilityType type();

    /**
     * The charge point has taken on to serve, or not to. It keeps to that over reboots.
     *
     * @param scheduled it will, when the transaction that is running has ended
     */
    @Revision("1")
    record AvailabilityAgreed(
            ChargePointId chargePointId, int connectorId, AvailabilityType type, boolean scheduled, Instant agreedAt)
            implements AvailabilityEvent {}

    /** A connector, or the charge point itself on connector 0, reports the state that was scheduled. */
    @Revision("1")
    record ScheduledAvailabilityReached(
            ChargePointId chargePointId, int connectorId, AvailabilityType type, Instant reachedAt)
            implements AvailabilityEvent {}
}
