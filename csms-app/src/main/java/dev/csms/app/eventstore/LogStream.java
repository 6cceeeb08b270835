package dev.csms.app.eventstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log from a position on, in batches, and on along with it. For one reader at a time. At the end of the log it
 * reads no more often than the reader wants: a batch costs a transaction, however few events are in it.
 */
final class LogStream implements TrackingEventStream {

    private static final Logger log = LoggerFactory.getLogger(LogStream.class);

    private final PostgresEventStorageEngine engine;
    private final EventTail tail;
    private final Queue<TrackedEventMessage<?>> read = new ArrayDeque<>();
    private final AtomicBoolean asleep = new AtomicBoolean(true);
    private final long breathNanos;
    private long position;
    private long filledNanos = System.nanoTime();
    private @Nullable Runnable wake;

    /** @param breath the shortest time from one batch to the next */
    LogStream(PostgresEventStorageEngine engine, EventTail tail, long position, Duration breath) {
        this.engine = engine;
        this.tail = tail;
        this.position = position;
        this.breathNanos = breath.toNanos();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        fill();
        return Optional.ofNullable(read.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        fill();
        if (read.isEmpty() && timeout > 0) {
            tail.awaitAfter(position, unit.toNanos(timeout));
            if (tail.isReadableAfter(position)) {
                TimeUnit.NANOSECONDS.sleep(filledNanos + breathNanos - System.nanoTime());
                fill();
            }
        }
        return !read.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return read.remove();
    }

    private void fill() {
        if (!read.isEmpty()) {
            return;
        }
        asleep.set(true); // before the look: what comes after it calls
        if (!tail.isReadableAfter(position)) {
            return;
        }
        List<TrackedEventMessage<?>> batch;
        try {
            batch = engine.batchAfter(position);
        } catch (EventStoreUnavailableException e) {
            log.warn("A reader of the event log waits for the database: {}", e.getMessage());
            return; // nothing yet; a failure would keep the reader away for up to a minute after the database is back
        }
        for (TrackedEventMessage<?> event : batch) {
            read.add(event);
            position = ((GlobalSequenceTrackingToken) event.trackingToken()).getGlobalIndex();
        }
        filledNanos = System.nanoTime();
    }

    /** The callback is not called again before the stream has been read dry. */
    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        Runnable once = () -> {
            if (asleep.compareAndSet(true, false)) {
                callback.run();
            }
        };
        close();
        wake = once;
        tail.addReader(once);
        callback.run();
        return true;
    }

    @Override
    public void close() {
        if (wake != null) {
            tail.removeReader(wake);
            wake = null;
        }
    }
}
