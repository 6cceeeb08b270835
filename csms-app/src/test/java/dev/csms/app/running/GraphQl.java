package dev.csms.app.running;

import dev.csms.app.TestToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GraphQL as an operator's program uses it: JSON over HTTP. */
public final class GraphQl {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI uri;

    private final String bearer;

    public GraphQl(int port) {
        this(port, TestToken.VALUE);
    }

    /** @param token of whoever asks */
    public GraphQl(int port, String token) {
        bearer = "Bearer " + token;
        uri = URI.create("http://127.0.0.1:" + port + "/graphql");
    }

    /** The whole answer, with data or errors. */
    public JsonNode answer(String query) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", "application/json")
                            .header("Authorization", bearer)
                            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", query))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(uri + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The errors of an answer that has some, as JSON. */
    public String errors(String query) {
        JsonNode answer = answer(query);
        if (!answer.has("errors")) {
            throw new AssertionError(query + "\nwas answered by " + answer);
        }
        return answer.path("errors").toString();
    }

    /** The data of an answer without errors. */
    public JsonNode data(String query) {
        JsonNode answer = answer(query);
        if (answer.has("errors")) {
            throw new AssertionError(query + "\nwas answered by " + answer);
        }
        return answer.path("data");
    }
}
