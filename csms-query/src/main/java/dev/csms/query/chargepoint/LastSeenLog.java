package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** When charge points were last heard of, by our clock. No events: too many, and only the last one matters. */
@Component
public final class LastSeenLog {

    private static final BulkStatement SEEN = BulkStatement.of("""
        insert into last_seen (charge_point_id, seen_at)
        select * from unnest(?::text[], ?::timestamptz[])
        on conflict (charge_point_id) do update set seen_at = greatest(last_seen.seen_at, excluded.seen_at)
        """);

    private final JdbcOperations db;

    LastSeenLog(JdbcOperations db) {
        this.db = db;
    }

    /** Writes all with one statement. An older time than what is known changes nothing. */
    public void record(Map<ChargePointId, Instant> seen) {
        List<Object[]> rows = seen.entrySet().stream()
                .map(entry -> new Object[] {Keys.of(entry.getKey()), entry.getValue()})
                .sorted((one, other) ->
                        one[0].toString().compareTo(other[0].toString())) // nodes lock rows in one order
                .toList();
        SEEN.execute(db, rows);
    }
}
