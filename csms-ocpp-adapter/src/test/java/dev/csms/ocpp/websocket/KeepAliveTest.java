package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.rpc.LastSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Telling who is still there. */
class KeepAliveTest {

    private static final String ECHO = "[2,\"1\",\"Echo\",{}]";

    @AutoClose
    private CentralSystem centralSystem = new CentralSystem(s -> s.pingInterval = Duration.ofMillis(100));

    /** Long enough for whoever speaks up in time to be heard in time, also where everything stands still for a second. */
    private void allowSilenceFor(Duration silence) {
        centralSystem.close();
        centralSystem = new CentralSystem(s -> {
            s.pingInterval = Duration.ofMillis(100);
            s.silence = silence;
        });
    }

    private void awaitSilent(String identity) throws InterruptedException {
        ClosedSession closed = centralSystem.nextClosed();
        assertThat(closed.chargePointId()).isEqualTo(new ChargePointId(identity));
        assertThat(closed.reason()).startsWith("silent");
    }

    @Test
    void a_charge_point_is_pinged() {
        try (RawWebSocket client = centralSystem.connect("CP-1")) {
            assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PING);
            assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PING);
        }
    }

    @Test
    void one_that_says_nothing_at_all_is_taken_for_dead() throws InterruptedException {
        allowSilenceFor(Duration.ofMillis(500));
        try (RawWebSocket _ = centralSystem.connect("CP-1")) {
            ClosedSession closed = centralSystem.nextClosed();

            assertThat(closed.code()).isEqualTo(1006);
            assertThat(closed.reason()).startsWith("silent");
        }
    }

    @Test
    void pongs_alone_keep_a_connection() throws InterruptedException {
        allowSilenceFor(Duration.ofMillis(2_500));
        try (RawWebSocket client = centralSystem.connect("CP-1");
                RawWebSocket _ = centralSystem.connect("SILENT")) {
            while (centralSystem.closed.isEmpty()) {
                assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PING);
                client.frame(0x80 | RawWebSocket.PONG, new byte[0]);
            }

            awaitSilent("SILENT");
            assertThat(client.text(ECHO).readText()).startsWith("[3,\"1\"");
        }
    }

    @Test
    void one_that_must_not_be_pinged_is_not_and_may_be_silent() throws InterruptedException {
        allowSilenceFor(Duration.ofMillis(500));
        try (RawWebSocket unpinged = centralSystem.connect("UNPINGED");
                RawWebSocket _ = centralSystem.connect("CP-1")) {
            awaitSilent("CP-1");

            assertThat(unpinged.text(ECHO).read().text()).startsWith("[3,\"1\"");
        }
    }

    @Test
    void one_that_must_not_be_pinged_is_gone_after_three_heartbeats_that_did_not_come() throws InterruptedException {
        allowSilenceFor(Duration.ofMillis(500));
        long start = System.nanoTime();
        try (RawWebSocket _ = centralSystem.connect("UNPINGED")) {
            centralSystem.session("UNPINGED").heartbeatInterval(Duration.ofMillis(400));

            awaitSilent("UNPINGED");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_100));
        }
    }

    @Test
    void whatever_it_says_counts_for_a_heartbeat() throws InterruptedException {
        allowSilenceFor(Duration.ofMillis(500));
        try (RawWebSocket talking = centralSystem.connect("UNPINGED");
                RawWebSocket _ = centralSystem.connect("UNPINGED-SILENT")) {
            for (String identity : List.of("UNPINGED", "UNPINGED-SILENT")) {
                centralSystem.session(identity).heartbeatInterval(Duration.ofMillis(900));
            }
            Awaitility.await().until(() -> {
                assertThat(talking.text(ECHO).readText()).startsWith("[3,\"1\"");
                return !centralSystem.closed.isEmpty();
            });

            awaitSilent("UNPINGED-SILENT");
            assertThat(talking.text(ECHO).readText()).startsWith("[3,\"1\"");
        }
    }

    @Test
    void whoever_was_seen_is_handed_over_with_the_time_also_after_leaving() throws InterruptedException {
        BlockingQueue<Map<ChargePointId, Instant>> taken = new LinkedBlockingQueue<>();
        Instant start = Instant.now().minusSeconds(1);
        try (LastSeen _ = new LastSeen(centralSystem.sessions, taken::add, Duration.ofMillis(50))) {
            try (RawWebSocket client = centralSystem.connect("CP-1")) {
                client.text("[2,\"1\",\"Heartbeat\",{}]").readText();
            }
            Map<ChargePointId, Instant> seen = taken.poll(10, TimeUnit.SECONDS);

            assertThat(seen).containsOnlyKeys(new ChargePointId("CP-1"));
            assertThat(seen.get(new ChargePointId("CP-1"))).isBetween(start, Instant.now());
        }
    }

    @Test
    void what_could_not_be_handed_over_is_handed_over_later() throws InterruptedException {
        BlockingQueue<Map<ChargePointId, Instant>> refused = new LinkedBlockingQueue<>();
        BlockingQueue<Map<ChargePointId, Instant>> taken = new LinkedBlockingQueue<>();
        try (LastSeen _ = new LastSeen(
                        centralSystem.sessions,
                        seen -> {
                            if (refused.isEmpty()) {
                                refused.add(seen);
                                throw new IllegalStateException("the database is away, as the test wants");
                            }
                            taken.add(seen);
                        },
                        Duration.ofMillis(50));
                RawWebSocket _ = centralSystem.connect("CP-1")) {
            assertThat(taken.poll(10, TimeUnit.SECONDS)).containsOnlyKeys(new ChargePointId("CP-1"));
        }
    }
}
