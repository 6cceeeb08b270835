package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.CallOutcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A second connection of the same charge point. */
class TakeoverTest {

    @AutoClose
    private final CentralSystem centralSystem = new CentralSystem(s -> s.flappingDelay = Duration.ZERO);

    @Test
    void the_newcomer_wins_and_the_old_one_is_closed_with_1008() throws InterruptedException {
        try (RawWebSocket old = centralSystem.connect("CP-1")) {
            SessionId oldSession = centralSystem.session("CP-1").id();
            try (RawWebSocket newcomer = centralSystem.connect("cp-1")) {
                assertThat(old.readClose().closeCode()).isEqualTo(1008);
                old.frame(0x88, new byte[] {0x03, (byte) 0xf0});

                ClosedSession closed = centralSystem.nextClosed();
                assertThat(closed.sessionId()).isEqualTo(oldSession);
                assertThat(closed.code()).isEqualTo(1008);
                assertThat(centralSystem.session("CP-1").id()).isNotEqualTo(oldSession);
                assertThat(newcomer.text("[2,\"1\",\"Echo\",{}]").readText()).startsWith("[3,\"1\"");
            }
        }
    }

    /** Who was admitted first may be the last to stand: they come on different threads. */
    @Test
    void one_that_was_admitted_before_does_not_take_its_place() throws InterruptedException {
        centralSystem.order.set(7);
        try (RawWebSocket newer = centralSystem.connect("CP-1")) {
            SessionId session = centralSystem.session("CP-1").id();
            centralSystem.order.set(3);
            try (RawWebSocket older = centralSystem.connect("CP-1")) {
                assertThat(older.readClose().closeCode()).isEqualTo(1008);
                older.frame(0x88, new byte[] {0x03, (byte) 0xf0});

                assertThat(centralSystem.nextClosed().sessionId()).isNotEqualTo(session);
                assertThat(centralSystem.session("CP-1").id()).isEqualTo(session);
                assertThat(newer.text("[2,\"1\",\"Echo\",{}]").readText()).startsWith("[3,\"1\"");
            }
        }
    }

    @Test
    void calls_to_the_old_connection_have_no_outcome() {
        try (RawWebSocket old = centralSystem.connect("CP-1")) {
            CompletionStage<CallOutcome> sent =
                    centralSystem.session("CP-1").call("Reset", "{}".getBytes(UTF_8), Duration.ofSeconds(30));
            CompletionStage<CallOutcome> waiting =
                    centralSystem.session("CP-1").call("Reset", "{}".getBytes(UTF_8), Duration.ofSeconds(30));
            old.readText();
            try (RawWebSocket _ = centralSystem.connect("CP-1")) {
                assertThat(sent.toCompletableFuture().join()).isEqualTo(new CallOutcome.ConnectionLost());
                assertThat(waiting.toCompletableFuture().join()).isEqualTo(new CallOutcome.NotSent());
            }
        }
    }

    @Test
    void what_the_old_connection_still_says_is_not_heard() {
        try (RawWebSocket old = centralSystem.connect("CP-1");
                RawWebSocket newcomer = centralSystem.connect("CP-1")) {
            old.readClose();
            old.text("[2,\"1\",\"Echo\",{}]");
            newcomer.text("[2,\"2\",\"Echo\",{}]").readText();

            assertThat(centralSystem.handled).hasSize(1);
        }
    }

    @Test
    void after_a_duel_there_is_one_session_and_every_other_has_ended_once() {
        List<RawWebSocket> clients = new ArrayList<>();
        List<Thread> duel = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            duel.add(Thread.startVirtualThread(() -> {
                RawWebSocket client = centralSystem.connect("CP-1");
                synchronized (clients) {
                    clients.add(client);
                }
            }));
        }
        duel.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        clients.forEach(client -> Thread.startVirtualThread(() -> leaveWhenClosed(client)));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(centralSystem.closed).hasSize(99));
        await().untilAsserted(() -> assertThat(centralSystem.opened).hasSize(100));
        assertThat(centralSystem.sessions.size()).isOne();
        Set<SessionId> closed = new HashSet<>();
        centralSystem.closed.forEach(session -> closed.add(session.sessionId()));
        assertThat(closed)
                .hasSize(99)
                .doesNotContain(centralSystem.session("CP-1").id());
        assertThat(centralSystem.session("CP-1").id())
                .as("the one that was admitted last")
                .isEqualTo(centralSystem.admitted.getLast().sessionId());
        clients.forEach(RawWebSocket::close);
    }

    private static void leaveWhenClosed(RawWebSocket client) {
        try {
            client.readClose();
            client.close();
        } catch (UncheckedIOException _) {
            // the one that stays until the test ends
        }
    }
}
