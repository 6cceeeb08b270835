package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private static final Duration INTERVAL = Duration.ofSeconds(300);

    private static Interval withJitter(int percent) {
        return new Interval(INTERVAL, percent);
    }

    private static List<Integer> intervals(Interval interval) {
        return IntStream.range(0, 1_000)
                .map(i -> interval.seconds(new ChargePointId("CP-" + i)))
                .boxed()
                .toList();
    }

    @Test
    void without_jitter_all_have_the_interval_that_is_set() {
        assertThat(intervals(Interval.exactly(INTERVAL))).containsOnly(300);
    }

    @Test
    void with_jitter_each_has_its_own_and_keeps_it() {
        List<Integer> intervals = intervals(withJitter(20));

        assertThat(intervals).allMatch(seconds -> seconds >= 240 && seconds <= 360);
        assertThat(intervals.stream().distinct()).hasSizeGreaterThan(100);
        assertThat(intervals.stream().mapToInt(it -> it).average().orElseThrow())
                .isBetween(295.0, 305.0);
        assertThat(intervals(withJitter(20))).isEqualTo(intervals);
    }

    @Test
    void more_than_half_would_be_no_jitter() {
        assertThatThrownBy(() -> withJitter(51)).isInstanceOf(IllegalArgumentException.class);
    }
}
