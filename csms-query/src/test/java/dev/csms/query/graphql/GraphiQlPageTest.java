package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.query.QuerySideTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GraphiQlPageTest extends QuerySideTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @Test
    void the_page_and_all_that_it_needs_come_from_here() throws Exception {
        HttpResponse<String> page = get("/graphiql");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");

        List<String> references = REFERENCE
                .matcher(page.body())
                .results()
                .map((MatchResult it) -> it.group(1))
                .filter(it -> !it.startsWith("data:"))
                .toList();
        assertThat(references).hasSize(7);
        assertThat(page.body()).as("the policy allows nothing within the page").doesNotContain("<style", "style=");
        for (String reference : references) {
            assertThat(reference).doesNotContain("//");
            assertThat(get("/" + reference).statusCode()).as(reference).isEqualTo(200);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
