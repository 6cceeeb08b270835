package dev.csms.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import dev.csms.query.projection.PostgresLog;
import dev.csms.query.projection.ProjectionProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A node is not ready before its lists can be shown, and is taken out of service for them no more later. */
class CaughtUpHealthTest {

    private static final String GROUP = "transactions";

    private final JdbcClient db = JdbcClient.create(TestPostgres.owner(TestPostgres.database()));
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
    private final CaughtUpHealth health = new CaughtUpHealth(
            new ProjectionProgress(
                    db,
                    JsonMapper.builder().build(),
                    new PostgresLog(db),
                    List.of(GROUP),
                    _ -> OptionalLong.empty(),
                    Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10))),
            now::get);

    @BeforeEach
    void anEventThatNobodyHasRead() {
        happened();
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void once_they_have_caught_up_it_stays_ready() {
        db.sql("insert into token_entry (processor_name, segment, token) values (:group, 0, :token)")
                .param("group", GROUP)
                .param("token", "{\"globalIndex\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .update();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        happened();

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void it_waits_for_them_for_a_while_only() {
        now.updateAndGet(then -> then.plus(CaughtUpHealth.PATIENCE).plusSeconds(1));

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    private void happened() {
        db.sql("""
            with head as (update event_log_head set position = position + 1 returning position)
            insert into domain_event (global_index, event_identifier, recorded_at, payload_type, payload, meta_data)
            select position, gen_random_uuid(), now(), 'Noted', '{}', '{}' from head
            """).update();
    }
}
