package dev.csms.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks GraphQL over HTTP, as anybody would. */
public final class GraphQlClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final URI endpoint;

    private final @Nullable String caller;

    GraphQlClient(int port) {
        this(port, null);
    }

    /** @param caller see {@link TestCallers} */
    GraphQlClient(int port, @Nullable String caller) {
        this.caller = caller;
        endpoint = URI.create("http://127.0.0.1:" + port + "/graphql");
    }

    /** @return {@code data} of an answer that must have no errors */
    public JsonNode query(String query) {
        JsonNode answer = ask(query, Map.of());
        if (answer.has("errors")) {
            throw new AssertionError(answer.get("errors").toString());
        }
        return answer.get("data");
    }

    /** @return the whole answer */
    public JsonNode ask(String query, Map<String, ?> variables) {
        try {
            String body = json.writeValueAsString(Map.of("query", query, "variables", variables));
            HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (caller != null) {
                request.header(TestCallers.HEADER, caller);
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
