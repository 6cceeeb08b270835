package dev.csms.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where tests record what has happened: in memory for the projections, which hear of it at once, and in the table of
 * the event store for the auditor's window. Positions are those of the list, from 1.
 */
public final class EventLog implements StreamableMessageSource<TrackedEventMessage<?>> {

    private final JdbcClient db;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<TrackedEventMessage<?>> events = new CopyOnWriteArrayList<>();
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();

    /** How many events readers see. */
    private volatile int visible;

    private boolean together;

    EventLog(JdbcClient db) {
        this.db = db;
    }

    /** What is recorded meanwhile becomes visible at one moment, so that it is read as one batch. */
    public long together(Runnable recordings) {
        synchronized (this) {
            together = true;
            recordings.run();
            together = false;
        }
        publish();
        return head();
    }

    private void publish() {
        synchronized (this) {
            if (together) {
                return;
            }
            visible = events.size();
        }
        readers.forEach(Runnable::run);
    }

    /** Many events at once, for the projections only. */
    void recordForProjections(List<GenericDomainEventMessage<?>> messages) {
        synchronized (this) {
            List<TrackedEventMessage<?>> tracked = new ArrayList<>();
            for (GenericDomainEventMessage<?> message : messages) {
                tracked.add(new GenericTrackedDomainEventMessage<>(
                        new GlobalSequenceTrackingToken(events.size() + tracked.size() + 1), message));
            }
            events.addAll(tracked);
        }
        publish();
    }

    /** @return position of the last one */
    public long record(String aggregateType, String aggregateId, Object... payloads) {
        synchronized (this) {
            List<TrackedEventMessage<?>> messages = new ArrayList<>();
            for (Object payload : payloads) {
                GenericDomainEventMessage<Object> message = new GenericDomainEventMessage<>(
                        aggregateType,
                        aggregateId,
                        sequences.merge(aggregateId, 0L, (old, _) -> old + 1),
                        payload,
                        MetaData.with("actor", "system"),
                        UUID.randomUUID().toString(),
                        Instant.now());
                insert(message);
                messages.add(new GenericTrackedDomainEventMessage<>(
                        new GlobalSequenceTrackingToken(events.size() + messages.size() + 1), message));
            }
            events.addAll(messages);
        }
        publish();
        return head();
    }

    private void insert(GenericDomainEventMessage<Object> message) {
        Object payload = message.getPayload();
        db.sql("""
            with head as (update event_log_head set position = position + 1 returning position)
            insert into domain_event (global_index, event_identifier, aggregate_identifier, sequence_number,
                aggregate_type, charge_point_id, recorded_at, payload_type, payload_revision, payload, meta_data)
            select position, :id::uuid, :aggregate, :sequence, :aggregateType, :chargePoint, :at, :type, '1',
                :payload::json, :metadata::json
            from head
            """)
                .param("id", message.getIdentifier())
                .param("aggregate", message.getAggregateIdentifier())
                .param("sequence", message.getSequenceNumber())
                .param("aggregateType", message.getType())
                .param("chargePoint", chargePoint(payload))
                .param("at", message.getTimestamp().atOffset(ZoneOffset.UTC))
                .param("type", payload.getClass().getSimpleName())
                .param("payload", json.writeValueAsString(payload))
                .param("metadata", json.writeValueAsString(message.getMetaData()))
                .update();
    }

    private @Nullable String chargePoint(Object payload) {
        JsonNode id = json.valueToTree(payload).path("chargePointId").path("value");
        return id.isMissingNode() ? null : id.asString();
    }

    public long head() {
        return events.size();
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(head());
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new Reader(token == null ? 0 : (int) token.position().orElse(0));
    }

    private final class Reader implements TrackingEventStream {

        private int position;
        private @Nullable Runnable callback;

        Reader(int position) {
            this.position = position;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return position < visible ? Optional.of(events.get(position)) : Optional.empty();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
            return position < visible;
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            return events.get(position++);
        }

        @Override
        public boolean setOnAvailableCallback(Runnable onAvailable) {
            close();
            callback = onAvailable;
            readers.add(onAvailable);
            onAvailable.run();
            return true;
        }

        @Override
        public void close() {
            readers.removeAll(Arrays.asList(callback));
        }
    }
}
