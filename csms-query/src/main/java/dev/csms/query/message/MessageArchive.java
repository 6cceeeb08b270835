package dev.csms.query.message;

import dev.csms.query.projection.BulkStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps messages for a while. What is kept has no secrets in it. */
@Component
public final class MessageArchive {

    private static final BulkStatement KEEP = BulkStatement.of("""
        insert into ocpp_message (charge_point_id, session_id, direction, at, frame)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[])
        """);

    private final JdbcOperations db;

    MessageArchive(JdbcOperations db) {
        this.db = db;
    }

    public void keep(List<MessageView> messages) {
        KEEP.execute(
                db,
                messages.stream()
                        .map(it -> new @Nullable Object[] {
                            it.chargePointId(), it.sessionId(), it.direction(), it.at(), it.text()
                        })
                        .toList());
    }

    /** How many were removed. */
    public int removeBefore(Instant time) {
        return db.update("delete from ocpp_message where at < ?", time.atOffset(ZoneOffset.UTC));
    }
}
