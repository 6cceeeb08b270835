package dev.csms.app.eventstore;

import java.util.Optional;
import java.util.function.Function;
import org.axonframework.modelling.command.Repository;

/** A repository whose aggregates can be asked something without being held. */
public interface AskingRepository<T> extends Repository<T> {

    /**
     * Asks an aggregate.
     *
     * @param question answers from immutable state only
     * @return the answer; empty if there is no such aggregate
     */
    <R> Optional<R> ask(String identifier, Function<T, R> question);
}
