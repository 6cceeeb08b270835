package dev.csms.query.event;

import dev.csms.query.graphql.GlobalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is shown.
 *
 * @param payload  as maps, lists, texts, numbers
 * @param metadata likewise
 */
public record EventView(
        long position,
        String eventId,
        String type,
        @Nullable String revision,
        @Nullable String aggregateType,
        @Nullable String aggregateId,
        @Nullable Long sequenceNumber,
        @Nullable String chargePointIdentity,
        Instant recordedAt,
        Object payload,
        Object metadata) {

    static final String TYPE = "Event";

    public String id() {
        return GlobalId.of(TYPE, position);
    }
}
