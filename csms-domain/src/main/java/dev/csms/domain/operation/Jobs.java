package dev.csms.domain.operation;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one kind, as operations and reports find them.
 *
 * @param <I> identity of such jobs, written as the identifier of their aggregates
 */
public final class Jobs<I, J extends Job<I>> {

    /** How many of the latest can still be meant by a report that does not say which. */
    private static final int MOST_AT_ONCE = 3;

    private final Aggregates aggregates;
    private final JobKind kind;
    private final Class<J> type;
    private final Callable<J> blank;
    private final Function<OperationId, I> id;

    public Jobs(Aggregates aggregates, JobKind kind, Class<J> type, Callable<J> blank, Function<OperationId, I> id) {
        this.aggregates = aggregates;
        this.kind = kind;
        this.type = type;
        this.blank = blank;
        this.id = id;
    }

    boolean areSetOffBy(Request request) {
        return JobKind.of(request).filter(kind::equals).isPresent();
    }

    I of(OperationId operationId) {
        return id.apply(operationId);
    }

    /** The latest of a charge point of which this is true, whether it was sent or not. */
    Optional<I> latest(ChargePointId chargePointId, Predicate<J> which) {
        return aggregates
                .repository(ChargePoint.class)
                .load(chargePointId.toString())
                .invoke(point -> point.jobs(kind))
                .stream()
                .map(id)
                .filter(job -> is(job, which))
                .findFirst();
    }

    /** The one of that identity, which may be about to begin. */
    Aggregate<J> job(I which) {
        try {
            return aggregates.repository(type).loadOrCreate(which.toString(), blank);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not look up " + which, e);
        }
    }

    /** Takes a report that does not say of which job it is to one of the latest that were sent and are not finished. */
    public void report(Aggregate<ChargePoint> chargePoint, Consumer<J> report) {
        List<I> sent = chargePoint.invoke(point -> point.sentJobs(kind)).stream()
                .limit(MOST_AT_ONCE)
                .map(id)
                .toList();
        sent.stream()
                .filter(job -> is(job, Job::isOpen))
                .findFirst()
                .or(() -> sent.stream().findFirst())
                .ifPresent(job -> report(job, report));
    }

    /**
     * Takes a report to the job whose request it names.
     *
     * @return whether there is one
     */
    public boolean report(Aggregate<ChargePoint> chargePoint, @Nullable Integer requestId, Consumer<J> report) {
        Optional<OperationId> named =
                requestId == null ? Optional.empty() : chargePoint.invoke(point -> point.sentJob(kind, requestId));
        named.map(id).ifPresent(job -> report(job, report));
        return named.isPresent();
    }

    private void report(I which, Consumer<J> report) {
        aggregates.repository(type).load(which.toString()).execute(report);
    }

    private boolean is(I which, Predicate<J> question) {
        return aggregates.ask(type, which, question::test).orElse(false);
    }
}
