package dev.csms.domain.operation;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Begins a job with each request that sets one off, and tells it what became of the request. */
public abstract class JobFeature<I, J extends Job<I>> implements OperationFeature {

    private final Jobs<I, J> jobs;

    protected JobFeature(Jobs<I, J> jobs) {
        this.jobs = jobs;
    }

    /** @param replaced the one that is not finished, and whose place it takes if the charge point accepts it */
    protected abstract void begin(
            J job, I id, ChargePointId chargePointId, Request request, @Nullable I replaced, Instant at);

    /** One in whose way another one would get. */
    protected final Optional<I> underWay(ChargePointId chargePointId, Instant at) {
        return jobs.latest(chargePointId, job -> job.isUnderWay(at));
    }

    @Override
    public final void requested(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (jobs.areSetOffBy(request)) {
            I id = jobs.of(operationId);
            @Nullable I replaced = jobs.latest(chargePointId, Job::isOpen).orElse(null);
            jobs.job(id).execute(job -> begin(job, id, chargePointId, request, replaced, at));
        }
    }

    @Override
    public final void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        if (jobs.areSetOffBy(request)) {
            I id = jobs.of(operationId);
            Aggregate<J> concluded = jobs.job(id);
            concluded.execute(job -> job.conclude(outcome, at));
            @Nullable I displaced = concluded.invoke(job -> job.displaces(outcome));
            if (displaced != null) {
                jobs.job(displaced).execute(older -> older.supersede(id, at));
            }
        }
    }

    @Override
    public final void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (jobs.areSetOffBy(request)) {
            jobs.job(jobs.of(operationId)).execute(job -> job.abandon(at));
        }
    }
}
