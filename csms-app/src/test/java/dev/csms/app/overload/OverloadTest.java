package dev.csms.app.overload;

import static dev.csms.app.overload.OverloadLevel.NONE;
import static dev.csms.app.overload.OverloadLevel.NO_HANDSHAKES;
import static dev.csms.app.overload.OverloadLevel.NO_QUERIES;
import static dev.csms.app.overload.OverloadLevel.NO_READING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of 3 s to be stored, 3 s without the database, 85 % of the heap; 5 s of calm. Two looks a second. */
class OverloadTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Signals CALM = new Signals(Duration.ZERO, Duration.ZERO, 0);

    private final Overload overload = new Overload(
            new CsmsSettings.Overload(Duration.ofSeconds(3), Duration.ofSeconds(3), 85, Duration.ofSeconds(5)), NOON);
    private final List<Overload.Change> changes = new ArrayList<>();
    private Instant now = NOON;

    private static Signals waiting(double seconds) {
        return new Signals(millis(seconds), Duration.ZERO, 0.4);
    }

    private static Signals away(double seconds) {
        return new Signals(Duration.ZERO, millis(seconds), 0.4);
    }

    private static Signals heap(double share) {
        return new Signals(Duration.ZERO, Duration.ZERO, share);
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    private OverloadLevel look(Signals signals) {
        now = now.plusMillis(500);
        overload.look(signals, now).ifPresent(changes::add);
        return overload.level();
    }

    private OverloadLevel lookFor(double seconds, Signals signals) {
        for (int i = 0; i < seconds * 2; i++) {
            look(signals);
        }
        return overload.level();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.4, NONE",
        "2.9, 2.9, 0.84, NONE",
        "3, 0, 0, NO_HANDSHAKES",
        "6, 0, 0, NO_QUERIES",
        "12, 0, 0, NO_READING",
        "600, 0, 0, NO_READING",
        "0, 3, 0, NO_HANDSHAKES",
        "0, 6, 0, NO_QUERIES",
        "0, 3600, 0, NO_QUERIES",
        "0, 0, 0.851, NO_HANDSHAKES",
        "0, 0, 0.901, NO_QUERIES",
        "0, 0, 0.951, NO_READING",
        "0, 0, 1, NO_READING",
        "3, 6, 0.86, NO_QUERIES"
    })
    void each_signal_has_its_limits_and_the_worst_one_counts(
            double waiting, double away, double heap, OverloadLevel level) {
        assertThat(lookFor(1, new Signals(millis(waiting), millis(away), heap))).isEqualTo(level);
    }

    @Test
    void one_look_is_no_look() {
        assertThat(look(waiting(20))).isEqualTo(NONE);
        assertThat(look(CALM)).isEqualTo(NONE);
        assertThat(look(waiting(20))).isEqualTo(NONE);
        assertThat(look(waiting(20.5))).isEqualTo(NO_READING);
        assertThat(changes).hasSize(1);
    }

    @Test
    void it_rises_as_far_as_both_looks_say() {
        look(waiting(4));
        assertThat(look(waiting(13))).isEqualTo(NO_HANDSHAKES);
        look(waiting(13));
        assertThat(look(waiting(7))).isEqualTo(NO_QUERIES);
    }

    @Test
    void it_falls_level_by_level_when_it_has_been_calm_for_a_while() {
        lookFor(1, waiting(13));

        assertThat(lookFor(5, CALM)).isEqualTo(NO_READING);
        assertThat(look(CALM)).isEqualTo(NO_QUERIES);
        assertThat(lookFor(4.5, CALM)).isEqualTo(NO_QUERIES);
        assertThat(look(CALM)).isEqualTo(NO_HANDSHAKES);
        assertThat(lookFor(5, CALM)).isEqualTo(NONE);
        assertThat(lookFor(60, CALM)).isEqualTo(NONE);
        assertThat(changes)
                .extracting(change -> change.now().level())
                .containsExactly(NO_READING, NO_QUERIES, NO_HANDSHAKES, NONE);
    }

    @Test
    void what_is_only_just_better_is_not_calm() {
        lookFor(1, heap(0.86));

        assertThat(lookFor(60, heap(0.84))).isEqualTo(NO_HANDSHAKES);
        assertThat(lookFor(6, heap(0.8))).isEqualTo(NONE);
    }

    @Test
    void calm_that_is_interrupted_begins_anew() {
        lookFor(1, away(4));
        lookFor(4.5, CALM);
        look(away(4));

        assertThat(lookFor(5, CALM)).isEqualTo(NO_HANDSHAKES);
        assertThat(look(CALM)).isEqualTo(NONE);
    }

    @Test
    void it_says_why_and_since_when() {
        lookFor(1, away(4.25));
        assertThat(overload.state().why()).isEqualTo("the event store has been away for 4.2 s");
        assertThat(overload.state().since()).isEqualTo(NOON.plusSeconds(1));
        lookFor(1, heap(0.92));
        assertThat(overload.state().why()).isEqualTo("92 % of the heap is in use after a collection");
        lookFor(1, waiting(12));
        assertThat(overload.state().why()).isEqualTo("a command has waited for 12.0 s to be stored");
    }

    @Test
    void queries_and_rebuilds_have_to_wait_from_the_second_level_on() {
        lookFor(1, waiting(3));
        assertThat(overload.isHigh()).isFalse();
        lookFor(1, waiting(6));
        assertThat(overload.isHigh()).isTrue();
    }

    @Test
    void the_heap_is_looked_at_after_collections() {
        HeapAfterCollection heap = new HeapAfterCollection();
        System.gc();

        assertThat(heap.share(NOON)).isBetween(0.001, 1.0);
        assertThat(heap.share(NOON.plusSeconds(3_600)))
                .as("without another one since, or with one")
                .isBetween(0.0, 1.0);
    }
}
