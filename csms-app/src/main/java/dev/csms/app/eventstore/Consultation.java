package dev.csms.app.eventstore;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The cached aggregates that one command looked at before it decided. Before the decision counts, the log is asked
 * whether another node has changed one of them since.
 */
final class Consultation {

    private static final String KEY = Consultation.class.getName();

    private final long since;
    private final Set<String> aggregates = new HashSet<>(4);
    private boolean confirmed;

    Consultation(long since) {
        this.since = since;
    }

    /** The consultation of the command being handled; begins it if need be. */
    static Consultation of(UnitOfWork<?> command, Coherence coherence, DecisionCheck check) {
        UnitOfWork<?> root = command.root();
        Consultation running = root.getResource(KEY);
        if (running != null) {
            return running;
        }
        Consultation begun = new Consultation(coherence.position());
        root.resources().put(KEY, begun);
        // queued behind the handlers that append, and those that such handlers add
        root.onPrepareCommit(_ -> root.onPrepareCommit(_ -> begun.confirmWith(check)));
        return begun;
    }

    /** The consultation of the command being handled, if it looked at anything. */
    static @Nullable Consultation current() {
        return CurrentUnitOfWork.isStarted() ? CurrentUnitOfWork.get().root().getResource(KEY) : null;
    }

    /** Position in the log up to which the cache was known to be true when the first aggregate was looked at. */
    long since() {
        return since;
    }

    Set<String> aggregates() {
        return aggregates;
    }

    void add(String aggregate) {
        if (aggregates.add(aggregate)) {
            confirmed = false;
        }
    }

    void confirmed() {
        confirmed = true;
    }

    /** Checks a decision that appended nothing; one that appended was checked by that. */
    void confirmWith(DecisionCheck check) {
        if (!confirmed && !aggregates.isEmpty()) {
            check.verify(this);
        }
    }

    boolean isStale(Coherence coherence) {
        for (String aggregate : aggregates) {
            if (coherence.isChangedSince(aggregate, since)) {
                return true;
            }
        }
        return false;
    }
}
