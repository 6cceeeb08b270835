package dev.csms.app.eventstore;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

/** A row of the log as Axon reads it. */
sealed class StoredEvent implements TrackedEventData<String> {

    private final long index;
    private final String identifier;
    private final Instant recordedAt;
    private final SerializedObject<String> payload;
    private final SerializedObject<String> metaData;

    StoredEvent(
            long index,
            String identifier,
            Instant recordedAt,
            String payloadType,
            @Nullable String revision,
            String payload,
            String metaData) {
        this.index = index;
        this.identifier = identifier;
        this.recordedAt = recordedAt;
        this.payload =
                new SimpleSerializedObject<>(payload, String.class, new SimpleSerializedType(payloadType, revision));
        this.metaData = new SerializedMetaData<>(metaData, String.class);
    }

    long index() {
        return index;
    }

    @Override
    public TrackingToken trackingToken() {
        return new GlobalSequenceTrackingToken(index);
    }

    @Override
    public String getEventIdentifier() {
        return identifier;
    }

    @Override
    public Instant getTimestamp() {
        return recordedAt;
    }

    @Override
    public SerializedObject<String> getMetaData() {
        return metaData;
    }

    @Override
    public SerializedObject<String> getPayload() {
        return payload;
    }

    /** One of an aggregate's stream. */
    static final class OfAggregate extends StoredEvent implements DomainEventData<String> {

        private final String type;
        private final String aggregate;
        private final long sequence;

        OfAggregate(
                long index,
                String identifier,
                Instant recordedAt,
                String payloadType,
                @Nullable String revision,
                String payload,
                String metaData,
                String type,
                String aggregate,
                long sequence) {
            super(index, identifier, recordedAt, payloadType, revision, payload, metaData);
            this.type = type;
            this.aggregate = aggregate;
            this.sequence = sequence;
        }

        @Override
        public String getType() {
            return type;
        }

        @Override
        public String getAggregateIdentifier() {
            return aggregate;
        }

        @Override
        public long getSequenceNumber() {
            return sequence;
        }
    }
}
