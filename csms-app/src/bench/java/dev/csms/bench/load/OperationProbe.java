package dev.csms.bench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Asks charge points for something while others work, and sees how long it takes to reach the wire. */
public final class OperationProbe implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int PATIENCE_SECONDS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Target> targets = new ArrayList<>();

    public OperationProbe(int ocppPort, int from, int count) {
        for (int index = from; index < from + count; index++) {
            targets.add(new Target(ocppPort, LoadPlan.identity(index)));
        }
    }

    /**
     * From just before each mutation until its CALL has come.
     *
     * @param ask has a charge point asked for something, by its identity
     */
    public Histogram measure(Consumer<String> ask, Duration window) throws InterruptedException {
        Histogram latencies = new Histogram();
        List<CompletableFuture<Long>> calls = new ArrayList<>();
        long end = System.nanoTime() + window.toNanos();
        long due = System.nanoTime();
        for (int turn = 0; due < end; turn++, due += BETWEEN.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            Target target = targets.get(turn % targets.size());
            long asked = due;
            calls.add(target.expect().thenApply(at -> at - asked));
            // each on its own: the answer to a mutation comes later than its call, and must not hold up the next
            Thread.startVirtualThread(() -> ask.accept(target.identity));
        }
        for (CompletableFuture<Long> call : calls) {
            try {
                latencies.record(call.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
                throw new IllegalStateException("a charge point was not called", e);
            }
        }
        return latencies;
    }

    @Override
    public void close() {
        targets.forEach(target -> target.socket.abort());
        http.shutdownNow();
    }

    private final class Target implements WebSocket.Listener {

        private final String identity;
        private final WebSocket socket;
        private volatile CompletableFuture<Long> called = new CompletableFuture<>();

        Target(int port, String identity) {
            this.identity = identity;
            socket = http.newWebSocketBuilder()
                    .subprotocols("ocpp1.6")
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ocpp/" + identity), this)
                    .join();
            socket.sendText(
                    "[2,\"boot\",\"BootNotification\",{\"chargePointVendor\":\"Bench\",\"chargePointModel\":\"Probe\"}]",
                    true);
        }

        CompletableFuture<Long> expect() {
            called = new CompletableFuture<>();
            return called;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
            String message = text.toString();
            if (message.startsWith("[2,")) {
                called.complete(System.nanoTime());
                String id = message.split("\"")[1];
                webSocket.sendText("[3,\"" + id + "\",{\"status\":\"Accepted\"}]", true);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
