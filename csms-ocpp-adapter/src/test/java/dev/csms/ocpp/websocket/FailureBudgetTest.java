package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureBudgetTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it overflows some day
    private final FailureBudget<String> budget = new FailureBudget<>(10, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Duration failElevenTimes() {
        for (int i = 0; i < 10; i++) {
            assertThat(budget.failed("CP-1")).isZero();
        }
        return budget.failed("CP-1");
    }

    @Test
    void ten_failures_a_minute_are_mistakes() {
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 10; j++) {
                assertThat(budget.failed("CP-1")).isZero();
            }
            assertThat(budget.pause("CP-1")).isZero();
            pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void more_than_that_cost_twice_as_much_each_time_up_to_a_quarter_of_an_hour() {
        List<Long> minutes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Duration pause = failElevenTimes();
            minutes.add(pause.toMinutes());
            assertThat(budget.pause("CP-1")).isEqualTo(pause);
            assertThat(budget.failed("CP-1")).isEqualTo(pause);
            pass(pause);
            assertThat(budget.pause("CP-1")).isZero();
        }
        assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 15L, 15L);
    }

    @Test
    void each_pays_for_itself() {
        failElevenTimes();

        assertThat(budget.pause("CP-2")).isZero();
        assertThat(budget.failed("CP-2")).isZero();
    }

    @Test
    void who_succeeds_starts_afresh() {
        failElevenTimes();
        budget.succeeded("CP-1");

        assertThat(budget.pause("CP-1")).isZero();
        assertThat(budget.failed("CP-1")).isZero();
    }
}
