package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MutationRateTest {

    private Instant now = Instant.parse("2026-03-01T12:00:10Z");

    @Test
    void each_caller_has_so_many_a_minute() {
        MutationRate rate = new MutationRate(3, () -> now);
        assertThat(rate.take("alice", 2)).isTrue();
        assertThat(rate.take("alice", 2)).as("all or none").isFalse();
        assertThat(rate.take("alice", 1)).isTrue();
        assertThat(rate.take("alice", 1)).isFalse();
        assertThat(rate.take("bob", 3)).isTrue();
        now = now.plusSeconds(60);
        assertThat(rate.take("alice", 3)).isTrue();
    }

    @Test
    void zero_is_any_number() {
        MutationRate rate = new MutationRate(0, () -> now);
        assertThat(rate.take("alice", 1_000_000)).isTrue();
    }
}
