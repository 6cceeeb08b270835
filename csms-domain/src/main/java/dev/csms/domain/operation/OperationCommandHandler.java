package dev.csms.domain.operation;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.GiveUpOperations;
import dev.csms.domain.operation.OperationCommand.RecallRequest;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Takes operations to the charge point that they are for, and what becomes of them to the features that they concern.
 * All that follows from one step is stored together.
 */
public final class OperationCommandHandler {

    private static final Outcome CONNECTION_LOST = new Outcome.Lost(Unknown.CONNECTION_LOST, null);

    private final Aggregates aggregates;
    private final List<OperationFeature> features;

    public OperationCommandHandler(Aggregates aggregates, List<OperationFeature> features) {
        this.aggregates = aggregates;
        this.features = List.copyOf(features);
    }

    /** Also for features that request operations of their own. */
    @CommandHandler
    public RequestAnswer request(RequestOperation command) {
        Aggregate<ChargePoint> chargePoint = chargePoint(command);
        ChargePointId id = chargePoint.invoke(ChargePoint::chargePointId);
        Optional<RequestAnswer> before = recall(chargePoint, command.idempotencyKey(), command.requestedAt());
        if (before.isPresent()) {
            return before.get();
        }
        if (!command.force()) {
            List<String> problems = new ArrayList<>(chargePoint.invoke(point -> point.problems(command.request())));
            for (OperationFeature feature : features) {
                problems.addAll(feature.problems(command.chargePointId(), command.request(), command.requestedAt()));
            }
            if (!problems.isEmpty()) {
                return RequestAnswer.refused(Refusal.Reason.QUESTIONABLE, problems);
            }
        }
        RequestAnswer answer = chargePoint.invoke(point -> point.request(command));
        if (answer.refusal() == null) {
            features.forEach(
                    feature -> feature.requested(id, command.operationId(), command.request(), command.requestedAt()));
        }
        return answer;
    }

    @CommandHandler
    @Nullable
    RequestAnswer handle(RecallRequest command) {
        return recall(chargePoint(command), command.idempotencyKey(), command.at())
                .orElse(null);
    }

    private static Optional<RequestAnswer> recall(
            Aggregate<ChargePoint> chargePoint, @Nullable IdempotencyKey key, Instant at) {
        return chargePoint.invoke(point -> point.recall(key, at));
    }

    @CommandHandler
    @Nullable
    TakenOperation handle(TakeOperation command) {
        giveUp(command, command.takenAt());
        return chargePoint(command).invoke(point -> point.takeOperation(command.sessionId(), command.takenAt()));
    }

    @CommandHandler
    void handle(ConcludeOperation command) {
        Optional<Request> request = chargePoint(command).invoke(point -> point.conclude(command));
        request.ifPresent(it -> features.forEach(feature -> feature.concluded(
                command.chargePointId(), command.operationId(), it, command.outcome(), command.concludedAt())));
    }

    @CommandHandler
    boolean handle(CancelOperation command) {
        Aggregate<ChargePoint> chargePoint = chargePoint(command);
        ChargePointId id = chargePoint.invoke(ChargePoint::chargePointId);
        Optional<Request> request = chargePoint.invoke(point -> point.cancel(command));
        request.ifPresent(it ->
                features.forEach(feature -> feature.abandoned(id, command.operationId(), it, command.cancelledAt())));
        return request.isPresent();
    }

    @CommandHandler
    void handle(GiveUpOperations command) {
        giveUp(command, command.at());
    }

    private void giveUp(OperationCommand command, Instant at) {
        Aggregate<ChargePoint> chargePoint = chargePoint(command);
        Map<OperationId, Request> lost = chargePoint.invoke(point -> point.loseOperations(at));
        lost.forEach((id, request) -> features.forEach(
                feature -> feature.concluded(command.chargePointId(), id, request, CONNECTION_LOST, at)));
        Map<OperationId, Request> expired = chargePoint.invoke(point -> point.expireOperations(at));
        expired.forEach((id, request) ->
                features.forEach(feature -> feature.abandoned(command.chargePointId(), id, request, at)));
    }

    private Aggregate<ChargePoint> chargePoint(OperationCommand command) {
        return aggregates
                .repository(ChargePoint.class)
                .load(command.chargePointId().toString());
    }
}
