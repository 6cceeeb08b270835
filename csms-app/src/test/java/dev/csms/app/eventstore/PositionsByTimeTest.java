package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where in the log a time is, though nodes' clocks differ. */
class PositionsByTimeTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final JdbcClient db = JdbcClient.create(TestPostgres.owner(TestPostgres.database()));

    @Test
    void no_event_of_a_time_is_outside_of_its_positions() {
        db.sql("""
            with head as (update event_log_head set position = 2000 returning position)
            insert into domain_event (global_index, event_identifier, recorded_at, payload_type, payload, meta_data)
            select n, gen_random_uuid(),
                cast(:noon as timestamptz) + n * interval '1 minute' + (n * 7919 % 601 - 300) * interval '1 second',
                'Noted', '{}', '{}'
            from head, generate_series(1, 2000) n
            """).param("noon", NOON.atOffset(ZoneOffset.UTC)).update();

        assertThat(db.sql("""
            with bounds as materialized (
                select cast(:noon as timestamptz) + t * interval '1 minute' as at,
                    position_at(cast(:noon as timestamptz) + (t - 10) * interval '1 minute', 0) as first,
                    position_at(cast(:noon as timestamptz) + (t + 10) * interval '1 minute', 0) as last
                from generate_series(0, 2100, 21) t
            )
            select count(*) from domain_event e, bounds
            where e.recorded_at >= at and e.global_index < first or e.recorded_at < at and e.global_index >= last
            """)
                        .param("noon", NOON.atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(positionAt(NOON.minusSeconds(3600))).isEqualTo(1);
        assertThat(positionAt(NOON.plusSeconds(1000 * 60))).isBetween(990L, 1010L);
        assertThat(positionAt(NOON.plusSeconds(9000 * 60))).isEqualTo(2001);
    }

    @Test
    void a_log_that_is_elsewhere_has_no_positions() {
        assertThat(positionAt(NOON)).isEqualTo(-1);
    }

    private long positionAt(Instant time) {
        return db.sql("select position_at(:time, -1)")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
