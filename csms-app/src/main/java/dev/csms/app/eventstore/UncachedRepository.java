package dev.csms.app.eventstore;

import java.util.Optional;
import java.util.function.Function;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.LockAwareAggregate;

/** Loads aggregates from their events each time: for event stores that do not check what was decided from a copy. */
public final class UncachedRepository<T> extends EventSourcingRepository<T> implements AskingRepository<T> {

    public UncachedRepository(Builder<T> builder) {
        super(builder);
    }

    @Override
    public <R> Optional<R> ask(String identifier, Function<T, R> question) {
        if (CurrentUnitOfWork.isStarted()) {
            LockAwareAggregate<T, EventSourcedAggregate<T>> ours =
                    managedAggregates(CurrentUnitOfWork.get()).get(identifier);
            if (ours != null) {
                return Optional.ofNullable(ours.invoke(question));
            }
        }
        try {
            return Optional.ofNullable(
                    question.apply(doLoadWithLock(identifier, null).getAggregateRoot())); // a copy of our own
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        } catch (EventStoreException e) {
            throw new EventStoreUnavailableException("The event store cannot be asked: " + e.getMessage(), e);
        }
    }
}
