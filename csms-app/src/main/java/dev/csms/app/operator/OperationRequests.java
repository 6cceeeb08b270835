package dev.csms.app.operator;

import dev.csms.app.operation.OperationNews;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.Danger;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.RecallRequest;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.ocpp.v16.OutgoingCalls;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.operation.OperationBatch;
import dev.csms.query.operation.OperationProjection;
import dev.csms.query.operation.OperationQueries;
import dev.csms.query.operation.OperationView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.beans.ConstructorProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks charge points for operations on behalf of an operator, and waits for what comes of them if that is wanted. */
@Component
final class OperationRequests {

    static final int LONGEST_WAIT_SECONDS = 60;

    static final int MOST_IN_A_BATCH = 10_000;

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(30);

    private final OperatorCommands operator;
    private final OutgoingCalls calls;
    private final OperationNews news;
    private final OperationQueries operations;
    private final InstantSource clock;
    private final MeterRegistry meters;

    OperationRequests(
            OperatorCommands operator,
            OutgoingCalls calls,
            OperationNews news,
            OperationQueries operations,
            InstantSource clock,
            MeterRegistry meters) {
        this.operator = operator;
        this.calls = calls;
        this.news = news;
        this.operations = operations;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * How an operation is asked for.
     *
     * @param validForSeconds until its deadline; absent for what is usual for its action
     * @param force           although it looks wrong
     * @param waitSeconds     for the outcome, at most
     * @param idempotencyKey  by which asking again is no second operation
     */
    record OperationOptions(
            @Nullable Delivery deliver,
            @Nullable Integer validForSeconds,
            @Nullable Boolean force,
            @Nullable String reason,
            @Nullable Integer waitSeconds,
            @Nullable String idempotencyKey) {

        /** In the words of the schema; a record's component cannot be called wait. */
        @ConstructorProperties({"deliver", "validForSeconds", "force", "reason", "wait", "idempotencyKey"})
        OperationOptions {}

        static final OperationOptions USUAL = new OperationOptions(null, null, null, null, null, null);

        static OperationOptions orUsual(@Nullable OperationOptions options) {
            return options == null ? USUAL : options;
        }

        Delivery delivery() {
            return deliver == null ? Delivery.UNTIL_DEADLINE : deliver;
        }

        boolean forced() {
            return Boolean.TRUE.equals(force);
        }

        Instant deadline(Request request, Instant now) {
            Duration validity = validForSeconds == null
                    ? usualValidity(request)
                    : Duration.ofSeconds(
                            within("validForSeconds", validForSeconds, 1, (int) LONGEST_VALIDITY.toSeconds()));
            return now.plus(validity);
        }

        Duration patience() {
            return Duration.ofSeconds(waitSeconds == null ? 0 : within("wait", waitSeconds, 0, LONGEST_WAIT_SECONDS));
        }

        private static int within(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw QueryProblem.badUserInput(name + " must be " + least + " to " + most + ", not " + value);
            }
            return value;
        }

        /** What somebody who stands at the charge point waits for makes no sense an hour later. */
        private static Duration usualValidity(Request request) {
            return switch (request) {
                case Request.RemoteStartTransaction _,
                        Request.RemoteStopTransaction _,
                        Request.UnlockConnector _,
                        Request.TriggerMessage _,
                        Request.ExtendedTriggerMessage _ -> Duration.ofMinutes(2);
                default -> Duration.ofDays(1);
            };
        }
    }

    record OperationPayload(OperationView operation) {}

    OperationPayload request(Asking asking, String chargePointId, Supplier<Request> request) {
        return request(asking, chargePointId, _ -> request.get());
    }

    /** @param request made only if it has not been asked for before; gets the id of the operation */
    OperationPayload request(Asking asking, String chargePointId, Function<OperationId, Request> request) {
        return shown(asking, before(asking, chargePointId).orElseGet(() -> {
            OperationId id = OperationId.random();
            return ask(asking, id, chargePointId, request.apply(id));
        }));
    }

    /**
     * What was asked for before by the same key, if it was. Looked at first: what has been asked for is not refused
     * because it has come true.
     */
    Optional<OperationId> before(Asking asking, String chargePointId) {
        asking.options().patience(); // what is wrong with it is said before anything is asked
        return asking.repeatable().flatMap(key -> {
            @Nullable
            RequestAnswer answer = operator.send(
                    asking.mutation(),
                    chargePointId,
                    subject(chargePointId),
                    () -> new RecallRequest(new ChargePointId(chargePointId), key, clock.instant()));
            if (answer != null) {
                throwIfRefused(answer);
            }
            return Optional.ofNullable(answer).map(RequestAnswer::first);
        });
    }

    /** @return the operation that came of it: another one if this was asked for at the same time by the same key */
    OperationId ask(Asking asking, OperationId id, String chargePointId, Request request) {
        return ask(asking, id, chargePointId, request, null, null);
    }

    private OperationId ask(
            Asking asking,
            OperationId id,
            String chargePointId,
            Request request,
            @Nullable String batchId,
            @Nullable Instant notBefore) {
        OperationOptions options = asking.options();
        return send(
                        asking.mutation(),
                        chargePointId,
                        request,
                        options,
                        (deadline, now) -> new RequestOperation(
                                new ChargePointId(chargePointId),
                                id,
                                request,
                                options.delivery(),
                                notBefore == null ? deadline : deadline.plus(Duration.between(now, notBefore)),
                                options.forced(),
                                options.reason(),
                                batchId,
                                now,
                                notBefore,
                                asking.key()),
                        Function.<RequestAnswer>identity())
                .operation(id);
    }

    /** The operation, after as much patience as was asked for. */
    OperationPayload shown(Asking asking, OperationId id) {
        return new OperationPayload(view(id, asking.options().patience()));
    }

    /**
     * What became of one request of a batch.
     *
     * @param operationId absent if it was refused
     */
    record BatchResult(
            String chargePointId,
            @Nullable String operationId,
            @Nullable String refusal,
            @Nullable String remark) {}

    /**
     * @param requested how many of the charge points were asked
     * @param stages    1 if they were asked at once
     * @param sentUntil when the last of them is asked; null if they were asked at once
     */
    record BatchPayload(
            String batchId,
            int requested,
            List<BatchResult> results,
            int stages,
            @Nullable Instant sentUntil) {}

    record CancelBatchPayload(String batchId, int cancelled) {}

    /**
     * The charge points of which a batch with the same key was asked before; empty for a new one. Fails if it was
     * another batch, or so long ago that nobody can tell.
     */
    List<String> beforeInBatch(Asking asking) {
        if (asking.repeatable().isEmpty()) {
            return List.of();
        }
        operator.awaitProjection(OperationProjection.GROUP);
        List<String> asked = operations.chargePointsOfBatch(asking.batchId());
        if (!asked.isEmpty() && before(asking, asked.getFirst()).isEmpty()) {
            throw QueryProblem.badUserInput(
                    "idempotencyKey was used for a batch too long ago to tell whether this is the same; use another");
        }
        return asked;
    }

    /**
     * Asks many charge points for the same. That one cannot be asked does not keep the others from it.
     *
     * @param wanted how it is spread over time; what is dangerous for many is spread in any case
     */
    BatchPayload batch(Asking asking, List<String> chargePointIds, Request request, @Nullable Staging wanted) {
        OperationOptions options = asking.options();
        if (options.waitSeconds() != null && options.waitSeconds() > 0) {
            throw QueryProblem.badUserInput("a batch does not wait; ask for operationBatch, or subscribe");
        }
        if (chargePointIds.size() > MOST_IN_A_BATCH) {
            throw QueryProblem.badUserInput("at most " + MOST_IN_A_BATCH + " charge points can be asked at once");
        }
        List<String> asked = chargePointIds.stream().distinct().toList();
        boolean dangerous = asked.size() > Danger.FEW && Danger.isDangerous(request);
        if (dangerous) {
            throwUnlessMeant(asked.size(), request, options);
        }
        Staging staging = wanted != null ? wanted : dangerous ? Staging.USUAL : null;
        int stages = staging == null ? 1 : staging.stages(asked.size());
        String batchId = asking.batchId();
        Instant begin = clock.instant();
        List<BatchResult> results = new ArrayList<>();
        for (String each : asked) {
            Instant notBefore =
                    staging == null ? null : staging.release(results.size(), begin, ThreadLocalRandom.current());
            results.add(askOne(asking, each, request, batchId, notBefore));
        }
        int requested = Math.toIntExact(
                results.stream().filter(it -> it.operationId() != null).count());
        operator.awaitProjection(OperationProjection.GROUP);
        return new BatchPayload(
                batchId,
                requested,
                results,
                stages,
                operations.batchHeldBackUntil(batchId).orElse(null));
    }

    private static void throwUnlessMeant(int chargePoints, Request request, OperationOptions options) {
        if (!options.forced()) {
            throw QueryProblem.of(
                    QueryProblem.Code.QUESTIONABLE,
                    "%s for %d charge points at once can put them all out of service; whoever means it forces it, with"
                                    .formatted(request.action(), chargePoints)
                            + " a reason, and it is sent in stages");
        }
        String reason = options.reason();
        if (reason == null || reason.isBlank()) {
            throw QueryProblem.badUserInput("%s for more than %d charge points needs a reason, for the record"
                    .formatted(request.action(), Danger.FEW));
        }
    }

    /** Takes back what has not been sent of a batch. */
    CancelBatchPayload cancelBatch(String batchId, @Nullable String reason) {
        operator.awaitProjection(OperationProjection.GROUP);
        if (operations.batch(batchId).isEmpty()) {
            throw QueryProblem.notFound("there is no batch " + batchId);
        }
        int cancelled = 0;
        for (Map.Entry<String, String> waiting :
                operations.waitingOfBatch(batchId).entrySet()) {
            String identity = waiting.getValue();
            boolean done = operator.send(
                    "cancelBatch",
                    identity,
                    subject(identity),
                    () -> new CancelOperation(
                            new ChargePointId(identity), new OperationId(waiting.getKey()), reason, clock.instant()));
            cancelled += done ? 1 : 0;
        }
        operator.awaitProjection(OperationProjection.GROUP);
        return new CancelBatchPayload(batchId, cancelled);
    }

    private BatchResult askOne(
            Asking asking, String chargePointId, Request request, String batchId, @Nullable Instant notBefore) {
        try {
            OperationId id = ask(asking, OperationId.random(), chargePointId, request, batchId, notBefore);
            return new BatchResult(chargePointId, id.value(), null, null);
        } catch (QueryProblem refused) {
            return new BatchResult(chargePointId, null, refused.code().name(), refused.sentence());
        }
    }

    Optional<OperationBatch> batch(String batchId) {
        return operations.batch(batchId);
    }

    /** Makes the command that leads to an operation. */
    @FunctionalInterface
    interface Order {
        Object command(Instant deadline, Instant now);
    }

    /**
     * Sends a command that leads to an operation. Fails with {@link QueryProblem} if that is refused.
     *
     * @param request what the operation will say, as far as it is known
     */
    <A> A send(
            String mutation,
            String chargePointId,
            Request request,
            OperationOptions options,
            Order order,
            Function<A, RequestAnswer> answered) {
        if (!options.forced() && !(request instanceof Request.Raw)) {
            calls.problem(request).ifPresent(problem -> {
                throw questionable(problem);
            });
        }
        Instant now = clock.instant();
        Instant deadline = options.deadline(request, now);
        A answer = operator.send(mutation, chargePointId, subject(chargePointId), () -> order.command(deadline, now));
        throwIfRefused(answered.apply(answer));
        nudge(chargePointId);
        return answer;
    }

    /** Lets what was requested leave at once, on whichever node. */
    void nudge(String chargePointId) {
        news.asked(new ChargePointId(chargePointId));
    }

    private void throwIfRefused(RequestAnswer answer) {
        Refusal refusal = answer.refusal();
        if (refusal != null) {
            Counter.builder("csms.operations.refused")
                    .description("operations that were asked for and refused here, unsent")
                    .tag("reason", refusal.reason().name().toLowerCase(Locale.ROOT))
                    .register(meters)
                    .increment();
            throw refused(refusal.reason(), String.join("; ", refusal.problems()));
        }
    }

    /** It looks wrong, and whoever means it is told how to say so. */
    static QueryProblem questionable(String problem) {
        return refused(Refusal.Reason.QUESTIONABLE, problem);
    }

    private static QueryProblem refused(Refusal.Reason reason, String problem) {
        String remedy = switch (reason) {
            case QUESTIONABLE -> "; options: {force: true} sends it all the same";
            case TOO_MANY_WAITING -> "; wait, or cancel some (cancelOperation)";
            case CHARGE_POINT_OFFLINE, KEY_ALREADY_USED -> "";
        };
        return QueryProblem.of(code(reason), problem + remedy);
    }

    private static QueryProblem.Code code(Refusal.Reason reason) {
        return switch (reason) {
            case CHARGE_POINT_OFFLINE -> QueryProblem.Code.CHARGE_POINT_OFFLINE;
            case QUESTIONABLE -> QueryProblem.Code.QUESTIONABLE;
            case TOO_MANY_WAITING -> QueryProblem.Code.TOO_MANY_WAITING;
            case KEY_ALREADY_USED -> QueryProblem.Code.BAD_USER_INPUT;
        };
    }

    /** The operation as soon as it has ended, or as it is when patience has. */
    OperationView view(OperationId id, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        OperationView operation = read(id);
        while (!operation.state().isEnd() && System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE.toNanos());
            operation = operations.operation(id.value()).orElse(operation);
        }
        return operation;
    }

    private OperationView read(OperationId id) {
        return operator.readBack(OperationProjection.GROUP, () -> operations.operation(id.value()), "operation " + id);
    }

    OperationPayload cancel(String operationId, @Nullable String reason) {
        OperationView operation = operations
                .operation(operationId)
                .orElseThrow(() -> QueryProblem.notFound("there is no operation " + operationId));
        boolean cancelled = operator.send(
                "cancelOperation",
                operation.chargePointIdentity(),
                subject(operation.chargePointIdentity()),
                () -> new CancelOperation(
                        new ChargePointId(operation.chargePointIdentity()),
                        new OperationId(operationId),
                        reason,
                        clock.instant()));
        OperationView after = read(new OperationId(operationId));
        if (!cancelled) {
            throw QueryProblem.badUserInput(
                    "operation " + operationId + " does not wait any more, it is " + after.state());
        }
        return new OperationPayload(after);
    }

    Optional<String> problem(Request request) {
        return calls.problem(request);
    }

    private static String subject(String chargePointId) {
        return "charge point " + chargePointId;
    }
}
