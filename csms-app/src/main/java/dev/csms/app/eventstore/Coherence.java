package dev.csms.app.eventstore;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of the log this node has taken note of: every change that other nodes made up to {@link #position()} has been
 * evicted from the aggregate cache. The appender moves it forward; everybody may ask.
 */
public final class Coherence {

    private static final int REMEMBERED_CHANGES = 50_000;

    private final AggregateCache cache;
    private final Map<String, Long> changes = new ConcurrentHashMap<>();
    private final Deque<Change> order = new ArrayDeque<>();
    private volatile long position;
    private volatile long forgottenUpTo;
    private final AtomicInteger restarts = new AtomicInteger();

    private record Change(String aggregate, long position) {}

    public Coherence(AggregateCache cache) {
        this.cache = cache;
    }

    /** Number of the last event that this node has taken note of. */
    long position() {
        return position;
    }

    /**
     * Whether another node has changed the aggregate since the given position, or may have: what is too long ago to be
     * remembered counts as changed.
     */
    boolean isChangedSince(String aggregate, long since) {
        if (since < forgottenUpTo || since > position) {
            return true;
        }
        Long changed = changes.get(aggregate);
        return changed != null && changed > since;
    }

    /** Takes note of all events up to the given one; in them, other nodes changed these aggregates. */
    void advance(long to, Collection<String> changedElsewhere) {
        for (String aggregate : changedElsewhere) {
            changes.put(aggregate, to);
            order.add(new Change(aggregate, to));
            cache.evict(aggregate);
        }
        while (order.size() > REMEMBERED_CHANGES) {
            Change oldest = order.remove();
            forgottenUpTo = oldest.position();
            changes.remove(oldest.aggregate(), oldest.position());
        }
        position = to; // last: whoever reads it must find everything before it evicted
    }

    /** How often the log was found to be another one than was known: what was taken from that one is worth nothing. */
    public int restarts() {
        return restarts.get();
    }

    /** Forgets everything: the log is not what it was. */
    void restart(long at) {
        restarts.incrementAndGet();
        position = at;
        forgottenUpTo = at;
        order.clear();
        changes.clear();
        cache.clear();
    }
}
