package dev.csms.bench.product;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes charge points and idTags known through GraphQL, as an operator's own program would. */
public final class Operator {

    private static final int AT_ONCE = 48;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI graphQl;

    Operator(HttpClient http, URI graphQl) {
        this.http = http;
        this.graphQl = graphQl;
    }

    public void registerChargePoints(int from, int to, IntFunction<String> identity) {
        forEach(from, to, index -> {
            String mutation = """
                mutation ($name: String!) { registerChargePoint(input: {identity: $name}) { registered } }\
                """;
            mutate(mutation, identity.apply(index));
        });
    }

    public void registerIdTags(int from, int to, IntFunction<String> idTag) {
        forEach(from, to, index -> {
            String mutation = """
                mutation ($name: String!) { registerIdTag(input: {idTag: $name}) { registered } }\
                """;
            mutate(mutation, idTag.apply(index));
        });
    }

    /** Has a charge point asked for something, and does not wait for what comes of it. */
    public void clearCache(String identity) {
        try {
            mutate(
                    "mutation ($name: String!) { clearCache(chargePointId: $name) { operation { operationId } } }",
                    identity);
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Looks at some charge points. */
    public void look() throws IOException, InterruptedException {
        mutate("{ chargePoints(first: 50) { nodes { identity registration } } }", "nobody");
    }

    /**
     * Gives charge points passwords.
     *
     * @param profile 1 for {@code ws}, 2 for TLS
     * @param keys    takes identity and password, in hex digits
     */
    public void secureChargePoints(
            int from, int to, IntFunction<String> identity, int profile, BiConsumer<String, String> keys) {
        forEach(from, to, index -> {
            String name = identity.apply(index);
            JsonNode answer = answer(
                    "mutation ($name: String!) { setAuthorizationKey(input: {identity: $name})"
                            + " { authorizationKey } setSecurityProfile(input: {identity: $name, profile: " + profile
                            + "})"
                            + " { chargePoint { identity } } }",
                    name);
            String key = answer.path("data")
                    .path("setAuthorizationKey")
                    .path("authorizationKey")
                    .asString("");
            if (!key.isEmpty()) {
                keys.accept(name, key);
            }
        });
    }

    private void mutate(String mutation, String name) throws IOException, InterruptedException {
        JsonNode answer = answer(mutation, name);
        if (answer.has("errors")) {
            throw new IOException("refused: " + answer);
        }
    }

    private JsonNode answer(String mutation, String name) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("query", mutation);
        body.putObject("variables").put("name", name);
        HttpRequest request = HttpRequest.newBuilder(graphQl)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + Product.TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("refused with " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private static void forEach(int from, int to, Task task) {
        Semaphore turns = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(from, to)
                    .<Future<?>>mapToObj(index -> {
                        turns.acquireUninterruptibly();
                        return threads.submit(() -> {
                            try {
                                task.run(index);
                            } finally {
                                turns.release();
                            }
                            return null;
                        });
                    })
                    .toList();
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private interface Task {
        void run(int index) throws IOException, InterruptedException;
    }
}
