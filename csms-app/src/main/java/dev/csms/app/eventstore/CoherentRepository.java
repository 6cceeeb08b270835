package dev.csms.app.eventstore;

import java.util.Optional;
import java.util.function.Function;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.LockAwareAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Loads aggregates from memory where it has them, else from the log. It notes which copies a command looked at, so that
 * the append can refuse what was decided from a stale one.
 */
public final class CoherentRepository<T> extends EventSourcingRepository<T> implements AskingRepository<T> {

    private final AggregateCache cache;
    private final Coherence coherence;
    private final DecisionCheck check;
    private final LockFactory locks;
    private final Snapshots snapshots;

    public CoherentRepository(
            Builder<T> builder,
            LockFactory locks,
            AggregateCache cache,
            Coherence coherence,
            Appender appender,
            Snapshots snapshots) {
        super(builder.lockFactory(locks));
        this.cache = cache;
        this.coherence = coherence;
        this.check = appender;
        this.locks = locks;
        this.snapshots = snapshots;
    }

    @Override
    protected EventSourcedAggregate<T> doLoadWithLock(String identifier, @Nullable Long expectedVersion) {
        UnitOfWork<?> command = CurrentUnitOfWork.get();
        Consultation consultation = Consultation.of(command, coherence, check); // before the look into the cache
        CachedAggregate<T> cached = cache.find(identifier);
        EventSourcedAggregate<T> known = cached == null ? null : cached.aggregate();
        if (cached == null || known == null) {
            EventSourcedAggregate<T> loaded = super.doLoadWithLock(identifier, expectedVersion);
            command.root().resources().put(loadedAt(identifier), loaded.version());
            return loaded;
        }
        consultation.add(identifier);
        cached.hold();
        command.onRollback(_ -> {
            if (!cached.withdraw()) {
                cache.evict(identifier, cached);
            }
        });
        return known;
    }

    /** Everything that was loaded or created comes by here, changed or not. Only what is stored gets into the cache. */
    @Override
    protected void doSaveWithLock(EventSourcedAggregate<T> aggregate) {
        UnitOfWork<?> command = CurrentUnitOfWork.get();
        long since = Consultation.of(command, coherence, check).since();
        command.afterCommit(_ -> keep(command, aggregate, since));
    }

    /** Key of a command's note: the sequence number of the last event of an aggregate that was not in memory. */
    private static String loadedAt(String identifier) {
        return CoherentRepository.class.getName() + "/" + identifier;
    }

    private void keep(UnitOfWork<?> command, EventSourcedAggregate<T> aggregate, long since) {
        String identifier = aggregate.identifierAsString();
        CachedAggregate<T> cached = cache.find(identifier);
        if (cached != null && cached.aggregate() == aggregate) {
            snapshots.takeIfDue(aggregate, cached.publish());
        } else {
            put(identifier, new CachedAggregate<>(aggregate), since);
            Long loaded = command.root().getResource(loadedAt(identifier));
            snapshots.takeIfDue(aggregate, loaded == null ? -1 : loaded);
        }
    }

    private void put(String identifier, CachedAggregate<T> aggregate, long since) {
        cache.put(identifier, aggregate);
        // only now: a change noted before this look is seen here, one noted after it evicts what was put
        if (coherence.isChangedSince(identifier, since)) {
            cache.evict(identifier, aggregate);
        }
    }

    @Override
    public <R> Optional<R> ask(String identifier, Function<T, R> question) {
        if (!CurrentUnitOfWork.isStarted()) {
            return answer(identifier, question, null);
        }
        UnitOfWork<?> command = CurrentUnitOfWork.get();
        LockAwareAggregate<T, EventSourcedAggregate<T>> ours =
                managedAggregates(command).get(identifier);
        return ours != null
                ? Optional.ofNullable(ours.invoke(question))
                : answer(identifier, question, Consultation.of(command, coherence, check));
    }

    private <R> Optional<R> answer(String identifier, Function<T, R> question, @Nullable Consultation consultation) {
        CachedAggregate<T> cached = cache.find(identifier);
        if (cached != null) {
            if (consultation != null) {
                consultation.add(identifier);
            }
            EventSourcedAggregate<T> known = cached.aggregate();
            if (known == null) {
                return Optional.empty();
            }
            CachedAggregate.Answer<R> answer = cached.ask(known, question);
            if (answer != null) {
                return Optional.ofNullable(answer.value());
            }
        }
        Lock lock = locks.obtainLock(identifier); // waits for the command that holds it
        try {
            return Optional.ofNullable(held(identifier, consultation)).map(it -> question.apply(it.getAggregateRoot()));
        } finally {
            lock.release();
        }
    }

    private @Nullable EventSourcedAggregate<T> held(String identifier, @Nullable Consultation consultation) {
        CachedAggregate<T> cached = cache.find(identifier);
        if (cached != null) {
            if (consultation != null) {
                consultation.add(identifier);
            }
            return cached.aggregate();
        }
        long since = coherence.position();
        EventSourcedAggregate<T> loaded;
        try {
            loaded = super.doLoadWithLock(identifier, null);
        } catch (AggregateNotFoundException e) {
            put(identifier, CachedAggregate.absent(), since);
            return null;
        }
        put(identifier, new CachedAggregate<>(loaded), since);
        return loaded;
    }
}
