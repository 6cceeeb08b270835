package dev.csms.query.projection;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log in the database that the projections are in, too. Its first event has position 1. */
public final class PostgresLog implements TrackedLog {

    private final JdbcClient db;

    public PostgresLog(JdbcClient db) {
        this.db = db;
    }

    @Override
    public long beginning() {
        return 0;
    }

    @Override
    public long head() {
        return db.sql("select position from event_log_head")
                .query(Long.class)
                .optional()
                .orElse(beginning());
    }

    @Override
    public Optional<Instant> recordedAfter(long position) {
        return db.sql("select recorded_at from domain_event where global_index = :next")
                .param("next", position + 1)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    @Override
    public boolean isInDatabase() {
        return true;
    }
}
