package dev.csms.domain.availability;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.availability.AvailabilityEvent.AvailabilityAgreed;
import dev.csms.domain.availability.AvailabilityEvent.ScheduledAvailabilityReached;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.operation.AvailabilityType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which connectors of one charge point are to serve. Part of {@link dev.csms.domain.chargepoint.ChargePoint}. */
public final class Availability {

    private static final int WHOLE_CHARGE_POINT = 0;

    /** What was agreed last for the charge point and all its connectors. */
    private @Nullable DesiredAvailability ofAll;

    /** Connectors that have reached what was scheduled for all; 0 for the charge point itself. */
    private final Set<Integer> reached = new HashSet<>();

    /** What was agreed since then for single connectors. */
    private final Map<Integer, DesiredAvailability> own = new HashMap<>();

    public Availability() {}

    /**
     * The charge point has agreed to a change.
     *
     * @param connectorId 0 for the charge point and all its connectors
     * @param scheduled   only when a transaction has ended
     * @param reported    the status of each connector that has one
     */
    public void agree(
            ChargePointId chargePointId,
            int connectorId,
            AvailabilityType type,
            boolean scheduled,
            Map<Integer, ChargePointStatus> reported,
            Instant at) {
        DesiredAvailability now = desired(connectorId).orElse(null);
        boolean holdsAlready = new DesiredAvailability(type, scheduled).equals(now);
        boolean holdsForAll = connectorId != WHOLE_CHARGE_POINT || own.isEmpty();
        if (holdsAlready && holdsForAll) {
            return;
        }
        apply(new AvailabilityAgreed(chargePointId, connectorId, type, scheduled, at));
        // of several connectors, those that need not wait have nothing more to report
        reported.forEach((connector, status) -> {
            if (connectorId == WHOLE_CHARGE_POINT || connector == connectorId) {
                reported(chargePointId, connector, status, at);
            }
        });
    }

    /** A connector has reported its status. */
    public void reported(ChargePointId chargePointId, int connectorId, ChargePointStatus status, Instant at) {
        desired(connectorId)
                .filter(it -> it.scheduled() && it.isShownBy(status))
                .ifPresent(it -> apply(new ScheduledAvailabilityReached(chargePointId, connectorId, it.type(), at)));
    }

    /** Empty if nothing was ever agreed. */
    public Optional<DesiredAvailability> desired(int connectorId) {
        DesiredAvailability agreed = own.get(connectorId);
        if (agreed != null || ofAll == null) {
            return Optional.ofNullable(agreed);
        }
        return Optional.of(new DesiredAvailability(ofAll.type(), ofAll.scheduled() && !reached.contains(connectorId)));
    }

    public void on(AvailabilityEvent event) {
        int connectorId = event.connectorId();
        switch (event) {
            case AvailabilityAgreed agreed -> {
                DesiredAvailability desired = new DesiredAvailability(agreed.type(), agreed.scheduled());
                if (connectorId == WHOLE_CHARGE_POINT) {
                    ofAll = desired;
                    reached.clear();
                    own.clear();
                } else {
                    own.put(connectorId, desired);
                }
            }
            case ScheduledAvailabilityReached _ -> {
                if (own.computeIfPresent(connectorId, (_, it) -> new DesiredAvailability(it.type(), false)) == null) {
                    reached.add(connectorId);
                }
            }
        }
    }
}
