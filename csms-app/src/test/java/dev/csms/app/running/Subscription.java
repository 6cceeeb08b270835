package dev.csms.app.running;

import dev.csms.app.TestToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One GraphQL subscription over {@code graphql-transport-ws}. */
final class Subscription implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    /** @param selection such as {@code { operationChanged { state } }} */
    Subscription(int port, String selection) {
        socket = http.newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/graphql"), this)
                .join();
        send(Map.of("type", "connection_init", "payload", Map.of("Authorization", TestToken.BEARER)));
        next("connection_ack");
        send(Map.of("id", "1", "type", "subscribe", "payload", Map.of("query", "subscription " + selection)));
        send(Map.of("type", "ping"));
        next("pong"); // messages are handled in order: it stands now
    }

    /** The data of the next message. */
    JsonNode next() {
        return next("next").at("/payload/data");
    }

    private JsonNode next(String type) {
        try {
            JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null || !message.path("type").asString("").equals(type)) {
                throw new AssertionError("expected " + type + ", got " + message);
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
