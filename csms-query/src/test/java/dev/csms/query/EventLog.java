package dev.csms.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Where tests record what has happened: in memory for the projections, and in the table for the auditor's window. */
public final class EventLog {

    private final EventBus events;
    private final JdbcClient db;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Long> sequences = new HashMap<>();

    EventLog(EventBus events, JdbcClient db) {
        this.events = events;
        this.db = db;
    }

    /** @return position of the last one */
    public synchronized long record(String aggregateType, String aggregateId, Object... payloads) {
        List<GenericDomainEventMessage<Object>> messages = new java.util.ArrayList<>();
        for (Object payload : payloads) {
            long sequence = sequences.merge(aggregateId, 0L, (old, _) -> old + 1);
            messages.add(new GenericDomainEventMessage<>(
                    aggregateType,
                    aggregateId,
                    sequence,
                    payload,
                    MetaData.with("actor", "system"),
                    UUID.randomUUID().toString(),
                    Instant.now()));
            insert(messages.getLast());
        }
        events.publish(messages);
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
        var id = json.valueToTree(payload).path("chargePointId").path("value");
        return id.isMissingNode() ? null : id.asString();
    }

    public long head() {
        return db.sql("select position from event_log_head").query(Long.class).single();
    }
}
