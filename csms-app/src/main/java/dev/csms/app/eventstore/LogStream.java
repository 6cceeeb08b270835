package dev.csms.app.eventstore;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;

/** Reads the log from a position on, in batches, and on along with it. For one reader at a time. */
final class LogStream implements TrackingEventStream {

    private final PostgresEventStorageEngine engine;
    private final EventTail tail;
    private final Queue<TrackedEventMessage<?>> read = new ArrayDeque<>();
    private final AtomicBoolean asleep = new AtomicBoolean(true);
    private long position;
    private @Nullable Runnable wake;

    LogStream(PostgresEventStorageEngine engine, EventTail tail, long position) {
        this.engine = engine;
        this.tail = tail;
        this.position = position;
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
            fill();
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
        for (TrackedEventMessage<?> event : engine.batchAfter(position)) {
            read.add(event);
            position = ((GlobalSequenceTrackingToken) event.trackingToken()).getGlobalIndex();
        }
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
