package dev.csms.domain;

import java.util.Optional;
import java.util.function.Function;
import org.axonframework.modelling.command.Repository;

/** Where command handlers find aggregates, other than by the command's own target. */
public interface Aggregates {

    /** The aggregates of a type, to be changed: one that is loaded stays locked until the command's events are stored. */
    <T> Repository<T> repository(Class<T> type);

    /**
     * Asks an aggregate something without changing it or holding it: many commands may ask the same one at once.
     *
     * @param question answers from immutable state only, since the aggregate moves on as soon as it has been asked
     * @return the answer; empty if there is no such aggregate
     */
    <T, R> Optional<R> ask(Class<T> type, Object identifier, Function<T, R> question);
}
