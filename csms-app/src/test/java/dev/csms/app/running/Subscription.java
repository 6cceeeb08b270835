package dev.csms.app.running;

import dev.csms.app.TestToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One GraphQL subscription over {@code graphql-transport-ws}. */
final class Subscription implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingDeque<JsonNode> messages = new LinkedBlockingDeque<>();
    private final StringBuilder partial = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    /** @param selection such as {@code { operationChanged { state } }} */
    Subscription(int port, String selection) {
        this(port, TestToken.VALUE, selection);
    }

    /** @param token of who subscribes */
    Subscription(int port, String token, String selection) {
        socket = http.newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/graphql"), this)
                .join();
        send(Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer " + token)));
        next("connection_ack");
        send(Map.of("id", "1", "type", "subscribe", "payload", Map.of("query", "subscription " + selection)));
        send(Map.of("type", "ping"));
        awaitPong(); // messages are handled in order: it stands now
    }

    /** What was pushed before it stays for those who ask for it. */
    private void awaitPong() {
        Deque<JsonNode> pushed = new ArrayDeque<>();
        JsonNode message = take();
        while (!message.path("type").asString("").equals("pong")) {
            pushed.push(message);
            message = take();
        }
        pushed.forEach(messages::addFirst);
    }

    /** The data of the next message. */
    JsonNode next() {
        return next("next").at("/payload/data");
    }

    /** Waits until nothing more is pushed; what has been on its way may still come. */
    void ends() {
        String type = take().path("type").asString("");
        while (type.equals("next")) {
            type = take().path("type").asString("");
        }
        if (!type.equals("complete")) {
            throw new AssertionError("expected the end, got " + type);
        }
    }

    private JsonNode next(String type) {
        JsonNode message = take();
        if (!message.path("type").asString("").equals(type)) {
            throw new AssertionError("expected " + type + ", got " + message);
        }
        return message;
    }

    private JsonNode take() {
        try {
            JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void send(Map<String, ?> message) {
        socket.sendText(JSON.writeValueAsString(message), true).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
