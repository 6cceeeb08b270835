package dev.csms.query.feed;

import dev.csms.query.Keys;
import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.graphql.Question;
import dev.csms.query.operation.OperationQueries;
import dev.csms.query.operation.OperationView;
import dev.csms.query.projection.Change;
import dev.csms.query.projection.Change.AnythingChanged;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.Change.OperationChanged;
import dev.csms.query.projection.Change.SecurityEventRecorded;
import dev.csms.query.projection.Change.TransactionChanged;
import dev.csms.query.securityevent.SecurityEventQueries;
import dev.csms.query.securityevent.SecurityEventView;
import dev.csms.query.transaction.TransactionQueries;
import dev.csms.query.transaction.TransactionView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Each subscriber is pushed the present state of what has changed, not the change: who misses one loses nothing. */
@Controller
final class SubscriptionController {

    /** Changes that wait for one subscriber; of more, the oldest are lost. */
    private static final int MOST_WAITING = 1_000;

    /** Changes within this time of one another come as one. */
    private static final Duration QUICK_SUCCESSION = Duration.ofMillis(50);

    private static final int MOST_AT_ONCE = 200;

    private final ChangeFeed feed;
    private final ChargePointQueries chargePoints;
    private final TransactionQueries transactions;
    private final OperationQueries operations;
    private final SecurityEventQueries securityEvents;

    SubscriptionController(
            ChangeFeed feed,
            ChargePointQueries chargePoints,
            TransactionQueries transactions,
            OperationQueries operations,
            SecurityEventQueries securityEvents) {
        this.feed = feed;
        this.chargePoints = chargePoints;
        this.transactions = transactions;
        this.operations = operations;
        this.securityEvents = securityEvents;
    }

    @SubscriptionMapping
    Flux<ChargePointView> chargePointChanged(@Argument @Nullable String identity) {
        String key = Keys.ofTyped(identity);
        if (key == null) {
            return pushed(feed.changes(), SubscriptionController::chargePointId, chargePoints::byKeys);
        }
        if (chargePoints.chargePoint(key).isEmpty()) {
            throw QueryProblem.notFound("there is no charge point " + identity);
        }
        // the feed first: what changes while the present state is read comes again
        Flux<Change> changes = Flux.merge(feed.changes(), Flux.just(new ChargePointChanged(key)));
        return pushed(
                changes,
                change -> change instanceof AnythingChanged
                        ? Optional.of(key)
                        : chargePointId(change).filter(key::equals),
                chargePoints::byKeys);
    }

    @SubscriptionMapping
    Flux<TransactionView> transactionChanged(
            @Argument @Nullable Integer transactionId, @Argument @Nullable String chargePoint) {
        String key = Keys.ofTyped(chargePoint);
        return pushed(
                feed.changes(),
                change -> change instanceof AnythingChanged
                        ? Optional.ofNullable(transactionId)
                        : transaction(change)
                                .filter(it -> key == null || key.equals(it.chargePointId()))
                                .map(TransactionChanged::transactionId)
                                .filter(it -> transactionId == null || transactionId.equals(it)),
                transactions::byId);
    }

    @SubscriptionMapping
    Flux<OperationView> operationChanged(
            @Argument @Nullable String operationId, @Argument @Nullable String chargePoint) {
        String key = Keys.ofTyped(chargePoint);
        Flux<Change> changes = operationId == null
                ? feed.changes()
                : Flux.merge(feed.changes(), Flux.just(new AnythingChanged())); // its present state
        return pushed(
                changes,
                change -> change instanceof AnythingChanged
                        ? Optional.ofNullable(operationId)
                        : operation(change)
                                .filter(it -> key == null || key.equals(it.chargePointId()))
                                .map(OperationChanged::operationId)
                                .filter(it -> operationId == null || operationId.equals(it)),
                operations::byIds);
    }

    @SubscriptionMapping
    Flux<SecurityEventView> securityEventNoted(
            @Argument @Nullable String chargePoint, @Argument @Nullable Boolean critical) {
        String key = Keys.ofTyped(chargePoint);
        return pushed(feed.changes(), SubscriptionController::securityEvent, securityEvents::byPositions)
                .filter(it -> key == null || key.equals(it.chargePointId()))
                .filter(it -> !Boolean.TRUE.equals(critical) || it.critical());
    }

    private static Optional<Long> securityEvent(Change change) {
        return change instanceof SecurityEventRecorded recorded ? Optional.of(recorded.position()) : Optional.empty();
    }

    private static Optional<OperationChanged> operation(Change change) {
        return change instanceof OperationChanged changed ? Optional.of(changed) : Optional.empty();
    }

    private static Optional<String> chargePointId(Change change) {
        return change instanceof ChargePointChanged changed ? Optional.of(changed.chargePointId()) : Optional.empty();
    }

    private static Optional<TransactionChanged> transaction(Change change) {
        return change instanceof TransactionChanged changed ? Optional.of(changed) : Optional.empty();
    }

    private static <K, V> Flux<V> pushed(
            Flux<Change> changes, Function<Change, Optional<K>> key, Function<Collection<K>, List<V>> load) {
        Question question = Question.current().orElseThrow(); // the threads that load do not know it
        return changes.flatMapIterable(change -> key.apply(change).stream().toList())
                .onBackpressureBuffer(MOST_WAITING, BufferOverflowStrategy.DROP_OLDEST)
                .bufferTimeout(MOST_AT_ONCE, QUICK_SUCCESSION, true)
                .publishOn(Schedulers.boundedElastic(), 1)
                .concatMapIterable(keys -> question.answering(() -> load.apply(Set.copyOf(keys))), 1);
    }
}
