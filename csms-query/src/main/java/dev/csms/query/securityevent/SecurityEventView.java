package dev.csms.query.securityevent;

import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A security event as it is shown.
 *
 * @param chargePointId the culprit as the key of a charge point, which it need not be
 * @param occurredAt    charge point clock where that can be believed, else ours
 */
public record SecurityEventView(
        long position,
        SecurityEventSource source,
        String type,
        boolean known,
        boolean critical,
        String culprit,
        String chargePointId,
        @Nullable String description,
        long times,
        Instant occurredAt,
        Instant recordedAt) {

    static final String TYPE = "SecurityEvent";

    public String id() {
        return GlobalId.of(TYPE, position);
    }

    static SecurityEventView read(Row row) throws SQLException {
        return new SecurityEventView(
                row.bigint("position"),
                row.constant("source", SecurityEventSource.class),
                row.text("type"),
                row.bool("known"),
                row.bool("critical"),
                row.text("culprit"),
                row.text("charge_point_id"),
                row.nullableText("description"),
                row.bigint("times"),
                row.instant("occurred_at"),
                row.instant("recorded_at"));
    }
}
