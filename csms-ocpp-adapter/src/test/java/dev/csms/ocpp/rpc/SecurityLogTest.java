package dev.csms.ocpp.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.csms.ocpp.rpc.SecurityLog.Entry;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecurityLogTest {

    static {
        ((Logger) LoggerFactory.getLogger(SecurityLog.class)).setLevel(Level.ERROR); // it has very much to say here
    }

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final List<Entry> journal = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final SecurityLog log = new SecurityLog(meters, InstantSource.fixed(NOON), journal::add, nanos::get);

    @Test
    void the_first_of_each_culprit_and_kind_is_kept_and_all_are_counted() {
        log.note(SecurityEvent.BOOT_LOOP, "CP-1", "boots");
        log.note(SecurityEvent.BOOT_LOOP, "CP-1", "boots again");
        log.note(SecurityEvent.BOOT_LOOP, "CP-2", "boots");
        log.note(SecurityEvent.SESSION_FLAPPING, "CP-1", "connects");

        assertThat(journal)
                .containsExactly(
                        new Entry("BootLoop", false, "CP-1", "boots", 1, NOON),
                        new Entry("BootLoop", false, "CP-2", "boots", 1, NOON),
                        new Entry("SessionFlapping", true, "CP-1", "connects", 1, NOON));
        assertThat(meters.get("ocpp.security.events")
                        .tag("event", "BootLoop")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void those_that_follow_are_kept_as_one_when_it_is_over() {
        log.note(SecurityEvent.BOOT_LOOP, "CP-1", "boots");
        for (int i = 1; i <= 7; i++) {
            log.note(SecurityEvent.BOOT_LOOP, "CP-1", "boots again, " + i);
        }
        log.note(SecurityEvent.BOOT_LOOP, "CP-2", "boots once");
        journal.clear();

        pass(SecurityLog.QUIET.minusSeconds(1));
        assertThat(journal).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(journal).containsExactly(new Entry("BootLoop", false, "CP-1", "boots again, 7", 7, NOON));
        journal.clear();
        log.note(SecurityEvent.BOOT_LOOP, "CP-1", "boots");
        assertThat(journal).containsExactly(new Entry("BootLoop", false, "CP-1", "boots", 1, NOON));
    }

    @Test
    void at_the_end_nothing_is_held_back() {
        log.note(SecurityEvent.BOOT_LOOP, "CP-1", "boots");
        log.note(SecurityEvent.BOOT_LOOP, "CP-1", "boots again");
        journal.clear();

        log.flush();

        assertThat(journal).containsExactly(new Entry("BootLoop", false, "CP-1", "boots again", 1, NOON));
    }

    @Test
    void an_attacker_with_very_many_names_is_kept_as_one() {
        for (int i = 0; i < SecurityLog.MOST_CULPRITS + 50; i++) {
            log.note(SecurityEvent.REFUSED_HANDSHAKES, "10.0." + i / 256 + "." + i % 256, "knocks");
        }
        log.note(SecurityEvent.BOOT_LOOP, "CP-1", "another kind");

        assertThat(journal).hasSize(SecurityLog.MOST_CULPRITS + 2);
        assertThat(journal.get(SecurityLog.MOST_CULPRITS).culprit()).isEqualTo(SecurityLog.OTHERS);
        journal.clear();
        pass(SecurityLog.QUIET.plusSeconds(1));
        assertThat(journal)
                .containsExactly(new Entry("RefusedHandshakes", false, SecurityLog.OTHERS, "knocks", 49, NOON));
        log.note(SecurityEvent.REFUSED_HANDSHAKES, "10.9.9.9", "knocks");
        assertThat(journal.getLast().culprit()).as("there is room again").isEqualTo("10.9.9.9");
    }

    @Test
    void what_is_kept_can_be_shown() {
        log.note(SecurityEvent.BOOT_LOOP, "CP\r\n-1", "a\u0000b" + "x".repeat(300));

        assertThat(journal.getFirst().culprit()).isEqualTo("CP\uFFFD\uFFFD-1");
        assertThat(journal.getFirst().description()).startsWith("a\uFFFDb").hasSize(200);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        log.cleanUp();
    }
}
