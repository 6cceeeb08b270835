package dev.csms.domain.operation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.ReportEffect;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationEvent.IdempotencyKeyUsed;
import dev.csms.domain.operation.OperationEvent.LateAnswerReceived;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationCancelled;
import dev.csms.domain.operation.OperationEvent.OperationEffectSeen;
import dev.csms.domain.operation.OperationEvent.OperationExpired;
import dev.csms.domain.operation.OperationEvent.OperationFailed;
import dev.csms.domain.operation.OperationEvent.OperationHeldBack;
import dev.csms.domain.operation.OperationEvent.OperationOutcomeUnknown;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationEvent.OperationReturned;
import dev.csms.domain.operation.OperationEvent.OperationSent;
import dev.csms.domain.operation.Request.RemoteStartTransaction;
import dev.csms.domain.operation.Request.RemoteStopTransaction;
import dev.csms.domain.operation.Request.Reset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one charge point that have no outcome yet: first come, first sent, one at a time. Part of {@link
 * dev.csms.domain.chargepoint.ChargePoint}, so that what waits is known wherever its session is.
 */
public final class Operations {

    /** More than anybody wants to have waiting for one charge point. */
    static final int MOST_WAITING = 50;

    /** How long after it was sent an operation can still be what a charge point acts on. */
    private static final Duration CONSEQUENCES = Duration.ofMinutes(15);

    /** How long a node that has lost a connection has to say what became of the call it had sent. */
    private static final Duration LAST_WORDS = Duration.ofMinutes(2);

    /** How long a key stands for the operation that it was first used for. */
    static final Duration KEY_REMEMBERED = Duration.ofHours(24);

    /** Of more, the oldest are forgotten earlier. */
    static final int MOST_KEYS = 100;

    /** Operations whose late answers and consequences are still recognised. */
    private static final int MOST_REMEMBERED = 20;

    private final Map<String, Open> open = new LinkedHashMap<>();

    /** Those that were sent and may still show an effect, oldest first. */
    private final Map<String, Open> awaited = new LinkedHashMap<>();

    /** Those whose outcome was declared unknown, oldest first. */
    private final Map<String, Instant> unknown = new LinkedHashMap<>();

    /** Those that have set off work at the charge point, or will, oldest first: it goes on after the answer. */
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /** Those that were asked for with a key, by its scope, oldest first. */
    private final Map<String, Keyed> keyed = new LinkedHashMap<>();

    public Operations() {}

    /** An operation that was asked for with a key, whatever has become of it. */
    private record Keyed(OperationId operationId, String digest, Instant usedAt) {}

    /**
     * @param sent      whether the charge point can know of it
     * @param requestId by which the charge point refers to it, if it can
     */
    private record Job(
            String action, boolean sent, @Nullable Integer requestId) {

        Job sent(boolean isSent) {
            return new Job(action, isSent, requestId);
        }
    }

    /** An operation without an outcome. */
    private record Open(
            OperationRequested requested,
            @Nullable SessionId sessionId,
            @Nullable Instant sentAt,
            @Nullable Instant notBefore) {

        OperationId id() {
            return requested.operationId();
        }

        boolean isWaiting() {
            return sentAt == null;
        }

        /** Whoever has forced it knows what is wrong with it. */
        boolean mayGoBeforeAcceptance() {
            return requested.forced() || !RequestRules.needsAcceptance(requested.request());
        }

        boolean isDue(Instant at) {
            return notBefore == null || !notBefore.isAfter(at);
        }

        Open sent(OperationSent sent) {
            return new Open(requested, sent.sessionId(), sent.sentAt(), notBefore);
        }

        Open returned() {
            return new Open(requested, null, null, notBefore);
        }

        Open heldBack(Instant until) {
            return new Open(requested, sessionId, sentAt, until);
        }
    }

    /** What a request comes to if it is one that was made before; empty for a new one. */
    public Optional<RequestAnswer> recall(@Nullable IdempotencyKey key, Instant at) {
        Keyed before = key == null ? null : keyed.get(key.scope());
        if (key == null
                || before == null
                || !before.usedAt().plus(KEY_REMEMBERED).isAfter(at)) {
            return Optional.empty();
        }
        return Optional.of(
                before.digest().equals(key.digest())
                        ? RequestAnswer.repeats(before.operationId())
                        : RequestAnswer.refused(
                                Refusal.Reason.KEY_ALREADY_USED,
                                List.of("idempotencyKey " + key.key() + " was used for operation "
                                        + before.operationId() + ", which was asked for with other arguments")));
    }

    /** @param connected whether the charge point has a session */
    public RequestAnswer request(ChargePointId chargePointId, RequestOperation command, boolean connected) {
        if (open.containsKey(command.operationId().value())) {
            return RequestAnswer.TAKEN;
        }
        if (command.delivery() == Delivery.NOW_OR_NEVER && !connected) {
            return RequestAnswer.refused(
                    Refusal.Reason.CHARGE_POINT_OFFLINE,
                    List.of("charge point " + chargePointId.value() + " is not connected"));
        }
        if (open.size() >= MOST_WAITING) {
            return RequestAnswer.refused(
                    Refusal.Reason.TOO_MANY_WAITING,
                    List.of(open.size() + " operations wait for charge point " + chargePointId.value() + " already"));
        }
        apply(new OperationRequested(
                chargePointId,
                command.operationId(),
                command.request(),
                command.delivery(),
                command.deadline(),
                command.force(),
                command.reason(),
                command.batchId(),
                command.requestedAt()));
        IdempotencyKey key = command.idempotencyKey();
        if (key != null) {
            apply(new IdempotencyKeyUsed(chargePointId, command.operationId(), key, command.requestedAt()));
        }
        Instant notBefore = command.notBefore();
        if (notBefore != null) {
            apply(new OperationHeldBack(chargePointId, command.operationId(), notBefore, command.requestedAt()));
        }
        return RequestAnswer.TAKEN;
    }

    /**
     * The next one for this session, which from now on counts as sent; null if there is none, or one is under way.
     *
     * @param accepted whether the charge point's last BootNotification was answered so; else what needs it waits
     */
    public @Nullable TakenOperation take(
            ChargePointId chargePointId, SessionId sessionId, boolean accepted, Instant at) {
        Optional<Open> next = open.values().stream()
                .filter(it -> it.isDue(at))
                .filter(it -> accepted || it.mayGoBeforeAcceptance())
                .findFirst();
        if (next.isEmpty() || open.values().stream().anyMatch(it -> !it.isWaiting())) {
            return null;
        }
        Open operation = next.get();
        apply(new OperationSent(chargePointId, operation.id(), sessionId, at));
        return new TakenOperation(operation.id(), operation.requested().request());
    }

    /** What was asked, if this is the news of its outcome. */
    public Optional<Request> conclude(ChargePointId chargePointId, ConcludeOperation command) {
        OperationId id = command.operationId();
        Instant at = command.concludedAt();
        Open operation = open.get(id.value());
        if (operation == null) {
            if (unknown.containsKey(id.value())) {
                late(chargePointId, command);
            }
            return Optional.empty();
        }
        switch (command.outcome()) {
            case Outcome.Answered answered ->
                apply(new OperationAnswered(chargePointId, id, answered.status(), answered.json(), at));
            case Outcome.Failed failed ->
                apply(new OperationFailed(chargePointId, id, failed.errorCode(), failed.description(), at));
            case Outcome.Lost lost ->
                apply(new OperationOutcomeUnknown(chargePointId, id, lost.cause(), lost.detail(), at));
            case Outcome.NotSent _ -> {
                if (!operation.isWaiting()) {
                    apply(new OperationReturned(chargePointId, id, at));
                }
                return Optional.empty();
            }
        }
        return Optional.of(operation.requested().request());
    }

    private static void late(ChargePointId chargePointId, ConcludeOperation command) {
        switch (command.outcome()) {
            case Outcome.Answered answered ->
                apply(new LateAnswerReceived(
                        chargePointId,
                        command.operationId(),
                        answered.status(),
                        answered.json(),
                        command.concludedAt()));
            case Outcome.Failed failed ->
                apply(new LateAnswerReceived(
                        chargePointId,
                        command.operationId(),
                        null,
                        failed.errorCode() + ": " + failed.description(),
                        command.concludedAt()));
            case Outcome.Lost _, Outcome.NotSent _ -> {}
        }
    }

    /** What was asked, if it had not been sent yet. */
    public Optional<Request> cancel(ChargePointId chargePointId, CancelOperation command) {
        Open operation = open.get(command.operationId().value());
        if (operation == null || !operation.isWaiting()) {
            return Optional.empty();
        }
        apply(new OperationCancelled(chargePointId, command.operationId(), command.reason(), command.cancelledAt()));
        return Optional.of(operation.requested().request());
    }

    /**
     * Those that have waited until their deadline or can only be delivered now, with what was asked.
     *
     * @param connected whether the charge point has a session
     */
    public Map<OperationId, Request> expire(boolean connected, Instant at) {
        return giveUp(
                it -> it.isWaiting()
                        && (!it.requested().deadline().isAfter(at)
                                || !connected && it.requested().delivery() == Delivery.NOW_OR_NEVER),
                at);
    }

    private Map<OperationId, Request> giveUp(Predicate<Open> which, Instant at) {
        Map<OperationId, Request> givenUp = new LinkedHashMap<>();
        for (Open operation : List.copyOf(open.values())) {
            if (which.test(operation)) {
                apply(new OperationExpired(operation.requested().chargePointId(), operation.id(), at));
                givenUp.put(operation.id(), operation.requested().request());
            }
        }
        return givenUp;
    }

    /**
     * Those whose outcome nobody will report any more, with what was asked: the session that sent them is not the
     * charge point's any more, or they have been forgotten.
     *
     * @param current session of the charge point; null if it has none
     */
    public Map<OperationId, Request> lose(@Nullable SessionId current, Instant at) {
        Map<OperationId, Request> lost = new LinkedHashMap<>();
        for (Open operation : List.copyOf(open.values())) {
            Instant sentAt = operation.sentAt();
            if (sentAt != null && sentAt.plus(patience(operation, current)).isBefore(at)) {
                apply(new OperationOutcomeUnknown(
                        operation.requested().chargePointId(), operation.id(), Unknown.CONNECTION_LOST, null, at));
                lost.put(operation.id(), operation.requested().request());
            }
        }
        return lost;
    }

    private static Duration patience(Open operation, @Nullable SessionId current) {
        if (current == null) {
            return LAST_WORDS;
        }
        return current.equals(operation.sessionId()) ? CONSEQUENCES : Duration.ZERO;
    }

    /**
     * A transaction has started; perhaps it was asked for (nothing but connector and idTag link the two, §5.11).
     *
     * @return what asked for it
     */
    public Optional<RemoteStart> transactionStarted(
            ChargePointId chargePointId, int connectorId, String idTag, int transactionId, Instant at) {
        return seen(
                        chargePointId,
                        it -> it instanceof RemoteStartTransaction start
                                && start.idTag().strip().equalsIgnoreCase(idTag)
                                && (start.connectorId() == null || start.connectorId() == connectorId),
                        Effect.TRANSACTION_STARTED,
                        String.valueOf(transactionId),
                        at)
                .map(it -> new RemoteStart(
                        it.id(),
                        (RemoteStartTransaction) it.requested().request(),
                        !open.containsKey(it.id().value())
                                && !unknown.containsKey(it.id().value())));
    }

    /**
     * What asked for a transaction that has started.
     *
     * @param accepted false if the charge point has not said so: its answer is lost, or still on its way
     */
    public record RemoteStart(OperationId operationId, RemoteStartTransaction request, boolean accepted) {}

    public void transactionStopped(ChargePointId chargePointId, int transactionId, Instant at) {
        seen(
                chargePointId,
                it -> it instanceof RemoteStopTransaction stop && stop.transactionId() == transactionId,
                Effect.TRANSACTION_STOPPED,
                String.valueOf(transactionId),
                at);
    }

    public void booted(ChargePointId chargePointId, SessionId sessionId, Instant at) {
        seen(chargePointId, Reset.class::isInstance, Effect.BOOTED, sessionId.value(), at);
    }

    private Optional<Open> seen(
            ChargePointId chargePointId, Predicate<Request> cause, Effect effect, String reference, Instant at) {
        Optional<Open> found = awaited.values().stream()
                .filter(it -> cause.test(it.requested().request()))
                .filter(it ->
                        it.sentAt() != null && it.sentAt().plus(CONSEQUENCES).isAfter(at))
                .findFirst();
        found.ifPresent(it -> apply(new OperationEffectSeen(chargePointId, it.id(), effect, reference, at)));
        return found;
    }

    /** Once for each operation. */
    public void report(ChargePointId chargePointId, ReportEffect command) {
        if (awaited.containsKey(command.operationId().value())) {
            apply(new OperationEffectSeen(
                    chargePointId, command.operationId(), command.effect(), command.reference(), command.seenAt()));
        }
    }

    /** The operations that have set off work of a kind at the charge point, or will; the latest first. */
    public List<OperationId> jobs(JobKind kind) {
        return jobs(kind, _ -> true);
    }

    /** The same, but only those that the charge point can know of. */
    public List<OperationId> sentJobs(JobKind kind) {
        return jobs(kind, Job::sent);
    }

    /** The one of them that the charge point refers to by this id. */
    public Optional<OperationId> sentJob(JobKind kind, int requestId) {
        return jobs(kind, job -> job.sent() && job.requestId() != null && job.requestId() == requestId).stream()
                .findFirst();
    }

    private List<OperationId> jobs(JobKind kind, Predicate<Job> which) {
        return List.copyOf(jobs.entrySet()).reversed().stream()
                .filter(it -> kind.isSetOffBy(it.getValue().action()))
                .filter(it -> which.test(it.getValue()))
                .map(it -> new OperationId(it.getKey()))
                .toList();
    }

    public void on(OperationEvent event) {
        String id = event.operationId().value();
        switch (event) {
            case OperationRequested requested -> {
                open.put(id, new Open(requested, null, null, null));
                Request request = requested.request();
                if (JobKind.of(request).isPresent()) {
                    jobs.put(id, new Job(request.action(), false, JobKind.requestId(request)));
                    trim(jobs);
                }
            }
            case IdempotencyKeyUsed used -> remember(used);
            case OperationHeldBack held ->
                open.computeIfPresent(id, (_, operation) -> operation.heldBack(held.notBefore()));
            case OperationSent sent -> {
                open.computeIfPresent(id, (_, operation) -> operation.sent(sent));
                jobs.computeIfPresent(id, (_, job) -> job.sent(true));
                Open operation = open.get(id);
                if (operation != null && hasEffect(operation.requested().request())) {
                    awaited.put(id, operation);
                    trim(awaited);
                }
            }
            case OperationReturned _ -> {
                open.computeIfPresent(id, (_, operation) -> operation.returned());
                awaited.remove(id);
                jobs.computeIfPresent(id, (_, job) -> job.sent(false));
            }
            case OperationAnswered answered -> {
                open.remove(id);
                if (answered.status() != null && !answered.status().equals("Accepted")) {
                    awaited.remove(id);
                }
            }
            case OperationFailed _ -> {
                open.remove(id);
                awaited.remove(id);
                jobs.remove(id);
            }
            case OperationOutcomeUnknown outcome -> {
                open.remove(id);
                unknown.put(id, outcome.at());
                trim(unknown);
            }
            case OperationExpired _, OperationCancelled _ -> {
                open.remove(id);
                jobs.remove(id);
            }
            case LateAnswerReceived _ -> unknown.remove(id);
            case OperationEffectSeen _ -> awaited.remove(id);
        }
    }

    private void remember(IdempotencyKeyUsed used) {
        String scope = used.idempotencyKey().scope();
        keyed.remove(scope); // a forgotten one that is used anew is the youngest
        keyed.put(scope, new Keyed(used.operationId(), used.idempotencyKey().digest(), used.usedAt()));
        keyed.values().removeIf(it -> !it.usedAt().plus(KEY_REMEMBERED).isAfter(used.usedAt()));
        trim(keyed, MOST_KEYS);
    }

    private static boolean hasEffect(Request request) {
        return switch (request) {
            case RemoteStartTransaction _,
                    RemoteStopTransaction _,
                    Reset _,
                    Request.TriggerMessage _,
                    Request.ExtendedTriggerMessage _ -> true;
            default -> false;
        };
    }

    private static void trim(Map<String, ?> remembered) {
        trim(remembered, MOST_REMEMBERED);
    }

    private static void trim(Map<String, ?> remembered, int most) {
        while (remembered.size() > most) {
            remembered.remove(new ArrayList<>(remembered.keySet()).getFirst());
        }
    }
}
