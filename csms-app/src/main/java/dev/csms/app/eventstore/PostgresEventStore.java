package dev.csms.app.eventstore;

import java.time.Duration;
import java.util.Optional;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The event store of the application. Unlike Axon's embedded one it calls its readers when there is something to read,
 * instead of being asked twice a second.
 */
public final class PostgresEventStore extends AbstractEventStore {

    /** Of those who write what they read into tables. */
    private static final Duration BREATH = Duration.ofMillis(100);

    private final PostgresEventStorageEngine engine;
    private final EventTail tail;

    private PostgresEventStore(Builder builder, PostgresEventStorageEngine engine, EventTail tail) {
        super(builder);
        this.engine = engine;
        this.tail = tail;
    }

    public static PostgresEventStore of(PostgresEventStorageEngine engine, EventTail tail) {
        Builder builder = new Builder();
        builder.storageEngine(engine);
        return new PostgresEventStore(builder, engine, tail);
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier) {
        Optional<DomainEventStream> whole = engine.readShort(aggregateIdentifier);
        return whole.isPresent()
                ? DomainEventStream.concat(
                        whole.get(), DomainEventStream.of(stagedDomainEventMessages(aggregateIdentifier)))
                : super.readEvents(aggregateIdentifier);
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken trackingToken) {
        return open(trackingToken, BREATH);
    }

    private LogStream open(@Nullable TrackingToken trackingToken, Duration breath) {
        return new LogStream(engine, tail, PostgresEventStorageEngine.positionOf(trackingToken), breath);
    }

    /** The same events for those who act on them: as soon as they can be read. */
    public StreamableMessageSource<TrackedEventMessage<?>> promptly() {
        return new StreamableMessageSource<>() {
            @Override
            public TrackingEventStream openStream(@Nullable TrackingToken trackingToken) {
                return open(trackingToken, Duration.ZERO);
            }

            @Override
            public TrackingToken createHeadToken() {
                return PostgresEventStore.this.createHeadToken();
            }
        };
    }

    private static final class Builder extends AbstractEventStore.Builder {}
}
