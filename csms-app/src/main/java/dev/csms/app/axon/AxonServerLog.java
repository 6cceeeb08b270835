package dev.csms.app.axon;

import dev.csms.query.projection.TrackedLog;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** The log that an Axon Server has. Its first event has position 0. */
final class AxonServerLog implements TrackedLog {

    private static final long BEGINNING = -1;
    private static final int PATIENCE_MILLIS = 2_000;

    private final EventStore events;

    AxonServerLog(EventStore events) {
        this.events = events;
    }

    @Override
    public long beginning() {
        return BEGINNING;
    }

    @Override
    public long head() {
        @Nullable TrackingToken head = events.createHeadToken();
        return head == null ? BEGINNING : head.position().orElse(BEGINNING);
    }

    @Override
    public Optional<Instant> recordedAfter(long position) {
        try (BlockingStream<TrackedEventMessage<?>> following =
                events.openStream(position == BEGINNING ? null : new GlobalSequenceTrackingToken(position))) {
            return following.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    ? following.peek().map(TrackedEventMessage::getTimestamp)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public boolean isInDatabase() {
        return false;
    }
}
