package dev.csms.domain.availability;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ChangeAvailability;
import java.time.Instant;

/** Takes over what ChangeAvailability was answered. */
public final class AvailabilityFeature implements OperationFeature {

    private final Aggregates aggregates;

    public AvailabilityFeature(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        if (request instanceof ChangeAvailability change) {
            boolean scheduled = outcome.is("Scheduled");
            if (scheduled || outcome.is("Accepted")) {
                aggregates
                        .repository(ChargePoint.class)
                        .load(chargePointId.toString())
                        .execute(point -> point.agreeAvailability(change, scheduled, at));
            }
        }
    }
}
