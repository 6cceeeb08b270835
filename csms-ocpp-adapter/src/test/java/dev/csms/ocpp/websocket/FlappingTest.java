package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.websocket.RawWebSocket.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two charge points with one identity, which take each other's place as fast as they can. */
class FlappingTest {

    private static final int MOST = 5;

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** Clients first: a server waits for those that have not gone. */
    @AfterEach
    void closeNewestFirst() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private CentralSystem start(Consumer<Settings> change) {
        CentralSystem centralSystem = new CentralSystem(change);
        opened.add(centralSystem);
        return centralSystem;
    }

    private CentralSystem withDelay(Duration delay) {
        return start(s -> s.flappingDelay = delay);
    }

    private void takeOver(CentralSystem centralSystem, int times) {
        for (int i = 0; i <= times; i++) {
            opened.add(centralSystem.connect("CP-1"));
        }
    }

    private CompletableFuture<Response> newcomer(CentralSystem centralSystem, String identity) {
        RawWebSocket client = RawWebSocket.connect(centralSystem.port());
        opened.add(client);
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
        CentralSystem centralSystem = withDelay(Duration.ofMinutes(1));
        takeOver(centralSystem, MOST);

        assertThat(centralSystem.securityEvents("SessionFlapping")).isZero();
    }

    @Test
    void after_that_the_next_waits_while_the_connected_one_and_all_others_are_served() {
        CentralSystem centralSystem = withDelay(Duration.ofMinutes(1));
        takeOver(centralSystem, MOST + 1);
        assertThat(centralSystem.securityEvents("SessionFlapping")).isOne();

        CompletableFuture<Response> waiting = newcomer(centralSystem, "CP-1");
        await().until(() -> centralSystem.lookedAt.size() == 1);

        assertThat(newcomer(centralSystem, "CP-2").join().status()).isEqualTo(101);
        assertThat(((RawWebSocket) opened.get(MOST + 2))
                        .text("[2,\"1\",\"Echo\",{}]")
                        .readText())
                .startsWith("[3,\"1\"");
        assertThat(waiting).isNotDone();
    }

    @Test
    void the_wait_is_over_in_time() {
        CentralSystem centralSystem = withDelay(Duration.ofMillis(300));
        takeOver(centralSystem, MOST + 1);

        assertThat(newcomer(centralSystem, "CP-1").join().status()).isEqualTo(101);
        assertThat(centralSystem.sessions.size()).isOne();
    }

    @Test
    void one_waits_and_the_newest_of_several_does() {
        CentralSystem centralSystem = withDelay(Duration.ofMinutes(1));
        takeOver(centralSystem, MOST + 1);
        CompletableFuture<Response> first = newcomer(centralSystem, "CP-1");
        CompletableFuture<Response> second = newcomer(centralSystem, "CP-1");

        CompletableFuture.anyOf(first, second).join();

        Response gaveWay = first.isDone() ? first.join() : second.join();
        assertThat(gaveWay.status()).isEqualTo(503);
        assertThat(gaveWay.header("Retry-After")).hasSize(1);
        assertThat(first.isDone() && second.isDone()).isFalse();
    }

    private static boolean hasPlace(CentralSystem centralSystem) {
        boolean free = centralSystem.server.takePlace();
        if (free) {
            centralSystem.server.leavePlace();
        }
        return free;
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
        CentralSystem small = start(s -> {
            s.flappingDelay = Duration.ofMinutes(1);
            s.sessions = 2;
        });
        RawWebSocket last = small.connect("CP-1");
        for (int i = 1; i <= MOST + 1; i++) {
            RawWebSocket next = small.connect("CP-1");
            last.close();
            int gone = i;
            await().until(() -> small.closed.size() == gone);
            last = next;
        }
        opened.add(last);
        RawWebSocket impatient = RawWebSocket.connect(small.port());
        Thread.startVirtualThread(() -> askInVain(impatient));
        await().until(() -> !hasPlace(small));

        impatient.reset();

        await().until(() -> newcomer(small, "CP-2").join().status() == 101);
    }
}
