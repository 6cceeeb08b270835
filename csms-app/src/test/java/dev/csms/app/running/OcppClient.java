package dev.csms.app.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A charge point as a test sees one: raw JSON over a real WebSocket. */
public final class OcppClient implements AutoCloseable, WebSocket.Listener {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ANSWER_SECONDS = 30;

    /** What a BootNotification has to say, and no more. */
    static final String BOOT = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}";

    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonNode> unasked = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final StringBuilder partial = new StringBuilder();
    private final HttpClient http;
    private final WebSocket socket;

    private OcppClient(
            HttpClient http,
            URI uri,
            @Nullable String authorization,
            String subprotocol,
            String... lesserSubprotocols) {
        this.http = http;
        WebSocket.Builder connecting = http.newWebSocketBuilder().subprotocols(subprotocol, lesserSubprotocols);
        if (authorization != null) {
            connecting.header("Authorization", authorization);
        }
        socket = connecting.buildAsync(uri, this).join();
    }

    /** Proves who it is by this header. */
    public static OcppClient connectWith(String ocpp, String authorization) {
        return new OcppClient(HttpClient.newHttpClient(), URI.create(ocpp), authorization, "ocpp1.6");
    }

    /** @param ocpp such as {@code ws://127.0.0.1:8180/ocpp/CP-1} */
    public static OcppClient connect(String ocpp) {
        return connectAs(ocpp, "ocpp1.6");
    }

    /** Offers these subprotocols, the preferred one first. */
    public static OcppClient connectAs(String ocpp, String subprotocol, String... lesserSubprotocols) {
        return new OcppClient(HttpClient.newHttpClient(), URI.create(ocpp), null, subprotocol, lesserSubprotocols);
    }

    /** The header by which a charge point proves that it has a key. @param hex as operators are told it */
    public static String basic(String identity, String hex) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes((identity + ":").getBytes(UTF_8));
        both.writeBytes(HexFormat.of().parseHex(hex));
        return "Basic " + Base64.getEncoder().encodeToString(both.toByteArray());
    }

    /** @param ocpp such as {@code wss://localhost:8443/ocpp/CP-1} @param tls whom it trusts, and who it is */
    public static OcppClient connect(String ocpp, SSLContext tls) {
        return connect(ocpp, tls, null);
    }

    /**
     * @param tls           null for none
     * @param authorization the header by which it proves who it is; null for none
     */
    public static OcppClient connect(String ocpp, @Nullable SSLContext tls, @Nullable String authorization) {
        HttpClient.Builder http = HttpClient.newBuilder();
        if (tls != null) {
            http.sslContext(tls);
        }
        return new OcppClient(http.build(), URI.create(ocpp), authorization, "ocpp1.6");
    }

    /** What was agreed on. */
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Sends a CALL and waits for its whole answer, CALLRESULT or CALLERROR. */
    public JsonNode frame(String action, String payload) {
        return await(send(action, payload));
    }

    /** Sends a CALL and gives the payload of its CALLRESULT. */
    public JsonNode call(String action, String payload) {
        JsonNode frame = frame(action, payload);
        if (frame.get(0).asInt() != 3) {
            throw new AssertionError(action + " was answered by " + frame);
        }
        return frame.get(2);
    }

    /** Sends a CALL and does not wait. */
    public CompletableFuture<JsonNode> send(String action, String payload) {
        String id = "m-" + lastId.incrementAndGet();
        return sendText(id, "[2,\"%s\",\"%s\",%s]".formatted(id, action, payload));
    }

    /** Sends any text, and gives the answer to this id. */
    public CompletableFuture<JsonNode> sendText(String id, String text) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        socket.sendText(text, true).join();
        return answer;
    }

    /** Waits for the next CALL from the other side. */
    public JsonNode nextCall() {
        JsonNode call = nextCallWithin(ANSWER_SECONDS * 1_000L);
        if (call == null) {
            throw new AssertionError("no call within " + ANSWER_SECONDS + " s");
        }
        return call;
    }

    /** The next CALL from the other side, or null if there is none in time. */
    public @Nullable JsonNode nextCallWithin(long millis) {
        try {
            return unasked.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Answers a CALL of the other side by a CALLRESULT. */
    public void answer(JsonNode call, String payload) {
        sendText("[3,%s,%s]".formatted(call.get(1), payload));
    }

    /** Answers the next CALL of the other side, which must be of this action, and gives its payload. */
    public JsonNode expect(String action, String answer) {
        JsonNode call = nextCall();
        if (!call.get(2).asString().equals(action)) {
            throw new AssertionError("expected " + action + " and was sent " + call);
        }
        answer(call, answer);
        return call.get(3);
    }

    /** Sends any text. */
    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** Close code, once the other side has closed. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + ANSWER_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            JsonNode frame = JSON.readTree(partial.toString());
            partial.setLength(0);
            CompletableFuture<JsonNode> asked = pending.remove(frame.get(1).asString());
            if (asked == null) {
                unasked.add(frame);
            } else {
                asked.complete(frame);
            }
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        end(statusCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        end(1006);
    }

    private void end(int statusCode) {
        closed.complete(statusCode);
        pending.values()
                .forEach(answer -> answer.completeExceptionally(new IllegalStateException("connection closed")));
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
