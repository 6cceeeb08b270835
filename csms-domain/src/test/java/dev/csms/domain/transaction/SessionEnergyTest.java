package dev.csms.domain.transaction;

import static dev.csms.domain.transaction.SessionEnergy.Source.NONE;
import static dev.csms.domain.transaction.SessionEnergy.Source.PERIODIC_SAMPLES;
import static dev.csms.domain.transaction.SessionEnergy.Source.REGISTERS;
import static dev.csms.domain.transaction.SessionEnergy.Source.TRANSACTION_SAMPLES;
import static dev.csms.domain.transaction.SessionEnergy.Verdict.CONSISTENT;
import static dev.csms.domain.transaction.SessionEnergy.Verdict.ESTIMATED;
import static dev.csms.domain.transaction.SessionEnergy.Verdict.IMPLAUSIBLE;
import static dev.csms.domain.transaction.SessionEnergy.Verdict.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.transaction.SessionEnergy.Evidence;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionEnergyTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3600);

    @Test
    void meter_start_and_stop_alone_give_a_single_evidence() {
        assertThat(SessionEnergy.of(evidence(1_000L, 9_000L, null, null, null, null, ONE)))
                .isEqualTo(energy("8000", SINGLE, REGISTERS));
    }

    @Test
    void samples_of_begin_and_end_that_agree_make_it_consistent() {
        assertThat(SessionEnergy.of(evidence(1_000L, 9_000L, "1000", "9012", null, null, ONE)))
                .isEqualTo(energy("8000", CONSISTENT, REGISTERS));
    }

    @Test
    void samples_of_begin_and_end_that_contradict_the_registers_make_it_implausible() {
        assertThat(SessionEnergy.of(evidence(1_000L, 9_000L, "1000", "5000", null, null, ONE)))
                .isEqualTo(energy("8000", IMPLAUSIBLE, REGISTERS));
    }

    @Test
    void readings_in_between_that_cover_the_session_make_it_consistent() {
        assertThat(SessionEnergy.of(evidence(1_000L, 9_000L, null, null, "1010", "8990", ONE)))
                .isEqualTo(energy("8000", CONSISTENT, REGISTERS));
    }

    @Test
    void readings_of_a_part_of_the_session_neither_confirm_nor_contradict() {
        assertThat(SessionEnergy.of(evidence(1_000L, 9_000L, null, null, "3000", "5000", ONE)))
                .isEqualTo(energy("8000", SINGLE, REGISTERS));
    }

    @Test
    void readings_in_between_that_exceed_the_whole_make_it_implausible() {
        assertThat(SessionEnergy.of(evidence(1_000L, 2_000L, null, null, "1000", "9000", ONE)))
                .isEqualTo(energy("1000", IMPLAUSIBLE, REGISTERS));
    }

    @Test
    void without_a_stop_register_the_samples_of_begin_and_end_count() {
        assertThat(SessionEnergy.of(evidence(1_000L, null, "1000", "9000", null, null, ONE)))
                .isEqualTo(energy("8000", SINGLE, TRANSACTION_SAMPLES));
    }

    @Test
    void an_open_transaction_is_estimated_from_its_start_to_the_last_reading() {
        assertThat(SessionEnergy.of(evidence(1_000L, null, null, null, "1500", "4000", null)))
                .isEqualTo(energy("3000", ESTIMATED, PERIODIC_SAMPLES));
    }

    @Test
    void without_any_begin_it_is_estimated_between_the_readings() {
        assertThat(SessionEnergy.of(evidence(null, 9_000L, null, null, "1500", "4000", ONE)))
                .isEqualTo(energy("2500", ESTIMATED, PERIODIC_SAMPLES));
    }

    @Test
    void a_single_register_reading_is_never_a_sessions_energy() {
        assertThat(SessionEnergy.of(evidence(null, 9_000L, null, null, "8500", null, ONE)))
                .isEqualTo(new SessionEnergy(null, ESTIMATED, NONE));
    }

    @Test
    void negative_energy_is_implausible_and_shown() {
        assertThat(SessionEnergy.of(evidence(9_000L, 1_000L, null, null, null, null, ONE)))
                .isEqualTo(energy("-8000", IMPLAUSIBLE, REGISTERS));
    }

    @Test
    void more_than_a_megawatt_is_implausible() {
        assertThat(SessionEnergy.of(evidence(0L, 1_000_001L, null, null, null, null, ONE))
                        .verdict())
                .isEqualTo(IMPLAUSIBLE);
        assertThat(SessionEnergy.of(evidence(0L, 1_000_000L, null, null, null, null, ONE))
                        .verdict())
                .isEqualTo(SINGLE);
    }

    private static SessionEnergy energy(String wattHours, SessionEnergy.Verdict verdict, SessionEnergy.Source source) {
        return new SessionEnergy(new BigDecimal(wattHours), verdict, source);
    }

    private static Evidence evidence(
            @Nullable Long start,
            @Nullable Long stop,
            @Nullable String begin,
            @Nullable String end,
            @Nullable String first,
            @Nullable String last,
            @Nullable Instant endedAt) {
        return new Evidence(start, stop, decimal(begin), decimal(end), decimal(first), decimal(last), NOON, endedAt);
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
