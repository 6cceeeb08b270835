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

    /** Numbers follow time but for the clocks of nodes: what is left among the oldest goes another time. */
    private static final String REMOVE = """
        delete from ocpp_message
        where number < (select min(number) + 10000 from ocpp_message) and at < ?
            and (select pg_try_advisory_xact_lock(hashtext('messages are removed')))
        """;

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

    /**
     * In portions, each soon done, and on one node at a time.
     *
     * @return how many were removed
     */
    public int removeBefore(Instant time) {
        int removed = 0;
        int portion;
        do {
            portion = db.update(REMOVE, time.atOffset(ZoneOffset.UTC));
            removed += portion;
        } while (portion > 0);
        return removed;
    }
}
