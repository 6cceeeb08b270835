package dev.csms.app.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Stores events in the table {@code domain_event}. Positions are plain numbers without holes, so a token is one number
 * and a reader misses nothing (docs/adr/0001).
 */
public final class PostgresEventStorageEngine extends BatchingEventStorageEngine {

    private static final String EVENT_COLUMNS = """
        select global_index, event_identifier::text, recorded_at, payload_type, payload_revision, payload::text,
               meta_data::text, aggregate_type, aggregate_identifier, sequence_number
        from domain_event
        """;

    private final DataSource database;
    private final Appender appender;
    private final EventTail tail;
    private final ChargePointOf chargePointOf;
    private final PatientDatabase log;

    private PostgresEventStorageEngine(Builder builder) {
        super(builder);
        this.database = builder.database;
        this.appender = builder.appender;
        this.tail = builder.tail;
        this.chargePointOf = builder.chargePointOf;
        this.log = new PatientDatabase(builder.database, builder.patience);
    }

    public static Builder builder(
            DataSource database, Appender appender, EventTail tail, ChargePointOf chargePointOf, Duration patience) {
        return new Builder(database, appender, tail, chargePointOf, patience);
    }

    /** Which charge point an event concerns, for the column by which the log is searched. */
    @FunctionalInterface
    public interface ChargePointOf {

        @Nullable
        String event(EventMessage<?> event);
    }

    // ---- appending

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        List<NewEvent> rows = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            rows.add(row(event, serializer));
        }
        appender.append(rows, Consultation.current());
    }

    private NewEvent row(EventMessage<?> event, Serializer serializer) {
        SerializedObject<String> payload = serializer.serialize(event.getPayload(), String.class);
        String metaData =
                serializer.serialize(event.getMetaData(), String.class).getData();
        long recorded = micros(event.getTimestamp());
        String type = payload.getType().getName();
        String revision = payload.getType().getRevision();
        String chargePoint = chargePointOf.event(event);
        return event instanceof DomainEventMessage<?> domainEvent
                ? new NewEvent(
                        event,
                        event.getIdentifier(),
                        domainEvent.getAggregateIdentifier(),
                        domainEvent.getSequenceNumber(),
                        domainEvent.getType(),
                        chargePoint,
                        recorded,
                        type,
                        revision,
                        payload.getData(),
                        metaData)
                : new NewEvent(
                        event,
                        event.getIdentifier(),
                        null,
                        NewEvent.NO_SEQUENCE,
                        null,
                        chargePoint,
                        recorded,
                        type,
                        revision,
                        payload.getData(),
                        metaData);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    // ---- reading the log

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        List<TrackedEventMessage<?>> recent = tail.recentAfter(positionOf(trackingToken), batchSize());
        return recent.isEmpty() ? super.readEvents(trackingToken, mayBlock) : recent.stream();
    }

    /** One batch of what follows a position, from memory if it is there. */
    List<TrackedEventMessage<?>> batchAfter(long position) {
        List<TrackedEventMessage<?>> recent = tail.recentAfter(position, batchSize());
        if (!recent.isEmpty() || position >= tail.head()) {
            return recent;
        }
        List<TrackedEventMessage<?>> read = new ArrayList<>(batchSize());
        super.readEvents(new GlobalSequenceTrackingToken(position), false)
                .limit(batchSize())
                .forEach(read::add);
        return read;
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken lastToken, int batchSize) {
        long position = positionOf(lastToken);
        return log.read("the event log after " + position, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    EVENT_COLUMNS + "where global_index > ? order by global_index limit ?")) {
                statement.setLong(1, position);
                statement.setInt(2, batchSize);
                return storedEvents(statement);
            }
        });
    }

    static long positionOf(@Nullable TrackingToken token) {
        if (token == null) {
            return 0;
        }
        if (token instanceof GlobalSequenceTrackingToken sequence) {
            return Math.max(0, sequence.getGlobalIndex());
        }
        throw new IllegalArgumentException("Not a position in this event log: " + token);
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return log.read("the position of the event log", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select position from event_log_head");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return new GlobalSequenceTrackingToken(row.getLong(1));
            }
        });
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        OptionalLong first = log.read("the event log at " + dateTime, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select min(global_index) from domain_event where recorded_at >= ?")) {
                statement.setObject(1, OffsetDateTime.ofInstant(dateTime, ZoneOffset.UTC));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    long index = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(index);
                }
            }
        });
        return first.isPresent() ? new GlobalSequenceTrackingToken(first.getAsLong() - 1) : createHeadToken();
    }

    // ---- reading one aggregate

    /** The whole stream of an aggregate, if it is so short that no snapshot can help; nothing if it is longer. */
    Optional<DomainEventStream> readShort(String aggregateIdentifier) {
        List<StoredEvent.OfAggregate> events = fetchDomainEvents(aggregateIdentifier, 0, batchSize());
        return events.size() == batchSize()
                ? Optional.empty()
                : Optional.of(EventStreamUtils.upcastAndDeserializeDomainEvents(
                        events.stream(), getEventSerializer(), upcasterChain));
    }

    @Override
    protected List<StoredEvent.OfAggregate> fetchDomainEvents(
            String aggregateIdentifier, long firstSequenceNumber, int batchSize) {
        return log.read("the events of " + aggregateIdentifier, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(EVENT_COLUMNS
                    + "where aggregate_identifier = ? and sequence_number >= ? order by sequence_number limit ?")) {
                statement.setString(1, aggregateIdentifier);
                statement.setLong(2, firstSequenceNumber);
                statement.setInt(3, batchSize);
                return storedEvents(statement).stream()
                        .map(StoredEvent.OfAggregate.class::cast)
                        .toList();
            }
        });
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return log.read("the last event of " + aggregateIdentifier, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select max(sequence_number) from domain_event where aggregate_identifier = ?")) {
                statement.setString(1, aggregateIdentifier);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    long last = row.getLong(1);
                    return row.wasNull() ? Optional.empty() : Optional.of(last);
                }
            }
        });
    }

    private static List<StoredEvent> storedEvents(PreparedStatement statement) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String aggregate = row.getString(9);
                long index = row.getLong(1);
                String identifier = row.getString(2);
                Instant recordedAt = row.getObject(3, OffsetDateTime.class).toInstant();
                events.add(
                        aggregate == null
                                ? new StoredEvent(
                                        index,
                                        identifier,
                                        recordedAt,
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getString(7))
                                : new StoredEvent.OfAggregate(
                                        index,
                                        identifier,
                                        recordedAt,
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getString(7),
                                        row.getString(8),
                                        aggregate,
                                        row.getLong(10)));
            }
        }
        return events;
    }

    // ---- snapshots

    /** Reads it whole: if it cannot be read, the event store goes back to the events, but only if it fails here. */
    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        Optional<DomainEventMessage<?>> snapshot = super.readSnapshot(aggregateIdentifier);
        snapshot.ifPresent(DomainEventMessage::getPayload);
        return snapshot;
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        snapshot(snapshot, serializer).run();
    }

    /** A snapshot of what the aggregate is now, to be stored at any time. */
    Runnable snapshot(DomainEventMessage<?> snapshot) {
        return snapshot(snapshot, getSnapshotSerializer());
    }

    private Runnable snapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        SerializedObject<String> payload = serializer.serialize(snapshot.getPayload(), String.class);
        SerializedObject<String> metaData = serializer.serialize(snapshot.getMetaData(), String.class);
        return () -> write(snapshot, payload, metaData);
    }

    private void write(
            DomainEventMessage<?> snapshot, SerializedObject<String> payload, SerializedObject<String> metaData) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                    insert into aggregate_snapshot as latest (aggregate_identifier, sequence_number, aggregate_type,
                        event_identifier, recorded_at, payload_type, payload_revision, payload, meta_data)
                    values (?, ?, ?, ?, ?, ?, ?, ?::json, ?::json)
                    on conflict (aggregate_identifier) do update set
                        sequence_number = excluded.sequence_number,
                        event_identifier = excluded.event_identifier,
                        recorded_at = excluded.recorded_at,
                        payload_type = excluded.payload_type,
                        payload_revision = excluded.payload_revision,
                        payload = excluded.payload,
                        meta_data = excluded.meta_data
                    where latest.sequence_number < excluded.sequence_number
                        or latest.payload_revision is distinct from excluded.payload_revision
                    """)) {
            statement.setString(1, snapshot.getAggregateIdentifier());
            statement.setLong(2, snapshot.getSequenceNumber());
            statement.setString(3, snapshot.getType());
            statement.setString(4, snapshot.getIdentifier());
            statement.setObject(5, OffsetDateTime.ofInstant(snapshot.getTimestamp(), ZoneOffset.UTC));
            statement.setString(6, payload.getType().getName());
            statement.setString(7, payload.getType().getRevision());
            statement.setString(8, payload.getData());
            statement.setString(9, metaData.getData());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new EventStoreException(
                    "The snapshot of " + snapshot.getAggregateIdentifier() + " was not stored", e);
        }
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return log.read("the snapshot of " + aggregateIdentifier, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                select 0, event_identifier, recorded_at, payload_type, payload_revision, payload::text,
                       meta_data::text, aggregate_type, aggregate_identifier, sequence_number
                from aggregate_snapshot where aggregate_identifier = ?
                """)) {
                statement.setString(1, aggregateIdentifier);
                return storedEvents(statement).stream().map(DomainEventData.class::cast);
            }
        });
    }

    /** Collects what an engine needs; the serializers and the upcasters as with Axon's own engines. */
    public static final class Builder extends BatchingEventStorageEngine.Builder {

        private final DataSource database;
        private final Appender appender;
        private final EventTail tail;
        private final ChargePointOf chargePointOf;
        private final Duration patience;

        private Builder(
                DataSource database,
                Appender appender,
                EventTail tail,
                ChargePointOf chargePointOf,
                Duration patience) {
            this.database = database;
            this.appender = appender;
            this.tail = tail;
            this.chargePointOf = chargePointOf;
            this.patience = patience;
        }

        public PostgresEventStorageEngine build() {
            return new PostgresEventStorageEngine(this);
        }
    }
}
