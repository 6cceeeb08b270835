package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.websocket.RawWebSocket.Frame;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Going away in good order. */
class ShutdownTest {

    @Test
    void calls_under_way_are_answered_before_the_goodbye_and_nobody_new_is_let_in() throws InterruptedException {
        CentralSystem centralSystem = new CentralSystem();
        try (RawWebSocket busy = centralSystem.connect("CP-1");
                RawWebSocket idle = centralSystem.connect("CP-2")) {
            int port = centralSystem.port();
            busy.text("[2,\"1\",\"Wait\",{}]").text("[2,\"2\",\"Echo\",{}]");
            await().until(() -> centralSystem.handled.size() == 1);
            Thread shutdown = Thread.startVirtualThread(centralSystem.server::close);
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> RawWebSocket.connect(port).close())
                    .isInstanceOf(UncheckedIOException.class));
            centralSystem.permits.release();

            assertThat(busy.readText()).startsWith("[3,\"1\"");
            assertThat(busy.readText()).startsWith("[3,\"2\"");
            for (RawWebSocket client : new RawWebSocket[] {busy, idle}) {
                Frame close = client.readClose();
                assertThat(close.closeCode()).isEqualTo(1001);
                client.frame(0x88, close.payload());
                assertThat(client.isEnd()).isTrue();
            }
            shutdown.join();
            assertThat(centralSystem.closed)
                    .hasSize(2)
                    .allSatisfy(closed -> assertThat(closed.code()).isEqualTo(1001));
        } finally {
            centralSystem.close();
        }
    }

    @Test
    void whoever_does_not_answer_the_goodbye_does_not_hold_it_up_for_long() {
        CentralSystem centralSystem = new CentralSystem();
        try (RawWebSocket _ = centralSystem.connect("CP-1")) {
            await().until(() -> centralSystem.sessions.size() == 1);
            long start = System.nanoTime();
            centralSystem.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            assertThat(centralSystem.closed).hasSize(1);
        }
    }
}
