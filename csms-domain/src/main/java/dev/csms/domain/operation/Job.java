package dev.csms.domain.operation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work of a charge point that an operation sets off and that goes on after its answer.
 *
 * @param <I> identity of such jobs
 */
public interface Job<I> {

    /** Its operation has been answered, or will not be. */
    void conclude(Outcome outcome, Instant at);

    /** Its operation will never be sent. */
    void abandon(Instant at);

    /** Another one has taken its place. */
    void supersede(I newer, Instant at);

    /** The one whose place it takes, now that its operation has had this outcome. */
    @Nullable
    I displaces(Outcome outcome);

    /** Whether more is to come. */
    boolean isOpen();

    /** Whether another one would get in its way. */
    boolean isUnderWay(Instant at);
}
