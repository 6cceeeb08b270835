package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.websocket.RawWebSocket.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two charge points with one identity, which take each other's place as fast as they can. */
class FlappingTest {

    private static final int MOST = 5;

    private final List<RawWebSocket> clients = new ArrayList<>();

    @AfterEach
    void leave() {
        clients.forEach(RawWebSocket::close);
    }

    private static CentralSystem withDelay(Duration delay) {
        return new CentralSystem(s -> s.flappingDelay = delay);
    }

    private void takeOver(CentralSystem centralSystem, int times) {
        for (int i = 0; i <= times; i++) {
            clients.add(centralSystem.connect("CP-1"));
        }
    }

    private CompletableFuture<Response> newcomer(CentralSystem centralSystem, String identity) {
        RawWebSocket client = RawWebSocket.connect(centralSystem.port());
        clients.add(client);
        CompletableFuture<Response> response = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                response.complete(client.request("/ocpp/" + identity));
            } catch (UncheckedIOException _) {
                // the test is over
            }
        });
        return response;
    }

    @Test
    void whoever_loses_its_connection_five_times_is_let_in_at_once() {
        try (CentralSystem centralSystem = withDelay(Duration.ofMinutes(1))) {
            takeOver(centralSystem, MOST);

            assertThat(centralSystem.securityEvents("SessionFlapping")).isZero();
        }
    }

    @Test
    void after_that_the_next_waits_while_the_connected_one_and_all_others_are_served() {
        try (CentralSystem centralSystem = withDelay(Duration.ofMinutes(1))) {
            takeOver(centralSystem, MOST + 1);
            assertThat(centralSystem.securityEvents("SessionFlapping")).isOne();

            CompletableFuture<Response> waiting = newcomer(centralSystem, "CP-1");

            assertThat(newcomer(centralSystem, "CP-2").join().status()).isEqualTo(101);
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    void the_wait_is_over_in_time() {
        try (CentralSystem centralSystem = withDelay(Duration.ofMillis(300))) {
            takeOver(centralSystem, MOST + 1);

            assertThat(newcomer(centralSystem, "CP-1").join().status()).isEqualTo(101);
            assertThat(centralSystem.sessions.size()).isOne();
        }
    }

    @Test
    void one_waits_and_the_newest_of_several_does() {
        try (CentralSystem centralSystem = withDelay(Duration.ofMinutes(1))) {
            takeOver(centralSystem, MOST + 1);
            CompletableFuture<Response> first = newcomer(centralSystem, "CP-1");
            CompletableFuture<Response> second = newcomer(centralSystem, "CP-1");

            CompletableFuture.anyOf(first, second).join();

            Response gaveWay = first.isDone() ? first.join() : second.join();
            assertThat(gaveWay.status()).isEqualTo(503);
            assertThat(gaveWay.header("Retry-After")).hasSize(1);
            assertThat(first.isDone() && second.isDone()).isFalse();
        }
    }

    private static void askInVain(RawWebSocket impatient) {
        try {
            impatient.request("/ocpp/CP-1");
        } catch (UncheckedIOException _) {
            // it does not wait for the answer
        }
    }

    @Test
    void whoever_gives_up_waiting_leaves_its_place_to_others() {
        try (CentralSystem small = new CentralSystem(s -> {
            s.flappingDelay = Duration.ofMinutes(1);
            s.sessions = 2;
        })) {
            for (int i = 0; i <= MOST + 1; i++) {
                clients.add(small.connect("CP-1"));
                await().until(() -> small.sessions.size() == 1 && small.closed.size() >= clients.size() - 1);
            }
            RawWebSocket impatient = RawWebSocket.connect(small.port());
            Thread.startVirtualThread(() -> askInVain(impatient));
            await().until(() -> newcomer(small, "CP-2").join().status() == 503);

            impatient.reset();

            await().until(() -> newcomer(small, "CP-2").join().status() == 101);
        }
    }
}
