package dev.csms.app.eventstore;

import java.lang.invoke.VarHandle;
import java.util.function.Function;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate in memory. A command that changes it holds its lock; those who only ask look at it without one, and look
 * again if it moved meanwhile.
 */
final class CachedAggregate<T> {

    private final @Nullable EventSourcedAggregate<T> aggregate;
    private long lastSequence; // guarded by the aggregate's lock
    private volatile int stamp; // odd while a command holds it, and for ever once one failed that had changed it

    record Answer<R>(R value) {}

    CachedAggregate(@Nullable EventSourcedAggregate<T> aggregate) {
        this.aggregate = aggregate;
        this.lastSequence = sequenceOf(aggregate);
    }

    private static long sequenceOf(@Nullable EventSourcedAggregate<?> aggregate) {
        Long version = aggregate == null ? null : aggregate.version();
        return version == null ? -1 : version;
    }

    /** The knowledge that there is no such aggregate. */
    static <T> CachedAggregate<T> absent() {
        return new CachedAggregate<>(null);
    }

    @Nullable
    EventSourcedAggregate<T> aggregate() {
        return aggregate;
    }

    /** From now on it may say things that are not stored yet. Only under the aggregate's lock. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // the lock admits one writer
    void hold() {
        stamp = stamp + 1;
        VarHandle.fullFence();
    }

    /**
     * What it says is stored. Only under the aggregate's lock.
     *
     * @return sequence number of its last event before the command that has changed it
     */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    long publish() {
        long before = lastSequence;
        lastSequence = sequenceOf(aggregate);
        if ((stamp & 1) == 1) {
            stamp = stamp + 1;
        }
        return before;
    }

    /**
     * The command that holds it has failed. Only under the aggregate's lock.
     *
     * @return whether it is still what is stored, because that command had changed nothing
     */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    boolean withdraw() {
        if (sequenceOf(aggregate) != lastSequence) {
            return false;
        }
        stamp = stamp + 1;
        return true;
    }

    /** @return nothing if it is held, or was meanwhile */
    <R> @Nullable Answer<R> ask(EventSourcedAggregate<T> known, Function<T, R> question) {
        int before = stamp;
        if ((before & 1) == 1) {
            return null;
        }
        R answer;
        try {
            answer = question.apply(known.getAggregateRoot());
        } catch (RuntimeException e) {
            if (before == stamp) {
                throw e;
            }
            return null; // it looked at an aggregate in the middle of a change
        }
        VarHandle.acquireFence();
        return before == stamp ? new Answer<>(answer) : null;
    }
}
