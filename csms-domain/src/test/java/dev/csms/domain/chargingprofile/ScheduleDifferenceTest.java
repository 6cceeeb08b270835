package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingRateUnit.A;
import static dev.csms.domain.chargingprofile.ChargingRateUnit.W;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargingprofile.CompositeSchedule.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleDifferenceTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void equal_schedules_do_not_differ_however_they_are_cut() {
        assertThat(ScheduleDifference.between(
                        schedule(A, period(0, "16"), period(600, "8")),
                        schedule(A, period(0, "16.0"), period(300, "16"), period(600, "8"))))
                .isEmpty();
    }

    @Test
    void rounding_is_no_difference() {
        assertThat(ScheduleDifference.between(schedule(A, period(0, "15.9")), schedule(A, period(0, "15.7"))))
                .isEmpty();
        assertThat(ScheduleDifference.between(schedule(A, period(0, "15.9")), schedule(A, period(0, "15.6"))))
                .hasSize(1);
        assertThat(ScheduleDifference.between(schedule(W, period(0, "11000")), schedule(W, period(0, "10870"))))
                .isEmpty();
    }

    @Test
    void a_difference_is_told_with_its_time_and_both_limits() {
        assertThat(ScheduleDifference.between(
                        schedule(A, period(0, "16"), period(600, "8")),
                        schedule(A, period(0, "16"), period(1200, "8"))))
                .containsExactly(new ScheduleDifference(
                        NOON.plusSeconds(600),
                        NOON.plusSeconds(1200),
                        new BigDecimal("8"),
                        new BigDecimal("16"),
                        "From 2026-03-01T12:10:00Z for 10 min: the charge point allows 16 A, more than the 8 A of the"
                                + " profiles that it accepted. It may have lost one, or not understood it."));
    }

    @Test
    void less_than_expected_no_limit_and_an_unexpected_one_are_told_apart() {
        assertThat(text(schedule(A, period(0, "16")), schedule(A, period(0, "10"))))
                .contains("10 A, less than the 16 A");
        assertThat(text(schedule(A, period(0, "16")), schedule(A, period(0, null))))
                .contains("names no limit");
        assertThat(text(schedule(A, period(0, null)), schedule(A, period(0, "32"))))
                .contains("the most that it can deliver");
    }

    @Test
    void a_charge_point_that_charges_nothing_is_expected_to_draw_nothing() {
        CompositeSchedule expected = new CompositeSchedule(0, NOON, 3600, A, List.of(period(0, "0.0")));
        CompositeSchedule reported = new CompositeSchedule(0, NOON, 3600, A, List.of(period(0, "32")));
        assertThat(text(expected, reported)).contains("nothing is charging");
    }

    @Test
    void only_the_time_that_both_speak_of_is_compared() {
        CompositeSchedule shorter = new CompositeSchedule(1, NOON.plusSeconds(60), 60, A, List.of(period(0, "10")));
        assertThat(ScheduleDifference.between(schedule(A, period(0, "16")), shorter))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.from()).isEqualTo(NOON.plusSeconds(60));
                    assertThat(it.to()).isEqualTo(NOON.plusSeconds(120));
                });
        CompositeSchedule elsewhere =
                new CompositeSchedule(1, NOON.plusSeconds(90_000), 60, A, List.of(period(0, "10")));
        assertThat(ScheduleDifference.between(schedule(A, period(0, "16")), elsewhere))
                .isEmpty();
    }

    @Test
    void absurd_answers_are_cut_down() {
        CompositeSchedule reported = CompositeSchedule.reported(
                1,
                NOON.plusMillis(5),
                Integer.MAX_VALUE,
                new ChargingSchedule(
                        null,
                        null,
                        A,
                        null,
                        List.of(
                                new ChargingSchedulePeriod(60, new BigDecimal("1e200"), null),
                                new ChargingSchedulePeriod(-5, BigDecimal.ONE, null),
                                new ChargingSchedulePeriod(Integer.MAX_VALUE, BigDecimal.ONE, null))));
        assertThat(reported)
                .isEqualTo(new CompositeSchedule(
                        1,
                        NOON,
                        CompositeSchedule.LONGEST,
                        A,
                        List.of(period(0, null), new Period(60, new BigDecimal("1000000000000"), null))));
    }

    private static String text(CompositeSchedule expected, CompositeSchedule reported) {
        return ScheduleDifference.between(expected, reported).getFirst().text();
    }

    private static CompositeSchedule schedule(ChargingRateUnit unit, Period... periods) {
        return new CompositeSchedule(1, NOON, 3600, unit, List.of(periods));
    }

    private static Period period(int start, @Nullable String limit) {
        return new Period(start, limit == null ? null : new BigDecimal(limit), null);
    }
}
