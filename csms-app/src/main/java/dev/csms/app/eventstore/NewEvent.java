package dev.csms.app.eventstore;

import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * An event about to be appended: the row it becomes, and the message it was.
 *
 * @param aggregate      null if it belongs to none; then the sequence is {@link #NO_SEQUENCE}
 * @param recordedMicros microseconds since 1970
 */
record NewEvent(
        EventMessage<?> message,
        String identifier,
        @Nullable String aggregate,
        long sequence,
        @Nullable String type,
        @Nullable String chargePoint,
        long recordedMicros,
        String payloadType,
        @Nullable String revision,
        String payload,
        String metaData) {

    static final long NO_SEQUENCE = -1;

    /** What no other event may have. */
    record Key(String aggregate, long sequence) {}

    @Nullable
    Key key() {
        return aggregate == null ? null : new Key(aggregate, sequence);
    }

    int size() {
        return payload.length() + metaData.length();
    }
}
