package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.TestToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What goes wrong inside is told nobody outside: no class, no SQL, no stack trace, whatever is provoked. */
class NoInsidesTest {

    private static final Pattern INSIDES = Pattern.compile(
            "(?i)exception|\\bdev\\.csms|\\b(org|com|java|tools|graphql|reactor)\\.[a-z]+\\.|\\.java\\b|\\bat"
                    + " [a-z.]+\\(|\\bsql|select\\b.*\\bfrom|insert"
                    + " into|\\brelation\\b|postgres|jdbc|hikari|axon|netty|tomcat|domain_event|must not be seen");

    private static final RunningCsms CSMS = RunningCsms.get();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void makeThingsFail() {
        CSMS.registerChargePoint("CP-Insides");
        JdbcClient db = owner();
        db.sql("alter table stray_stop rename to stray_stop_gone").update();
        db.sql("""
            create function fail_for_test() returns trigger language plpgsql as
            $$ begin raise exception 'must not be seen: %', new.payload_type; end $$
            """).update();
        db.sql("""
            create trigger fail_for_test before insert on domain_event for each row
            when (new.payload::text like '%INSIDES%') execute function fail_for_test()
            """).update();
    }

    @AfterAll
    static void mend() {
        JdbcClient db = owner();
        db.sql("drop trigger fail_for_test on domain_event").update();
        db.sql("drop function fail_for_test()").update();
        db.sql("alter table stray_stop_gone rename to stray_stop").update();
    }

    private static JdbcClient owner() {
        return JdbcClient.create(
                CSMS.context().getBean(Flyway.class).getConfiguration().getDataSource());
    }

    private static void assertSaysNothing(String answer) {
        assertThat(answer).doesNotContainPattern(INSIDES);
    }

    // ---- GraphQL

    @Test
    void a_query_whose_table_is_gone_names_nothing_but_a_line_of_the_log() {
        JsonNode answer = CSMS.graphQl().answer("{ strayStops { nodes { idTag } } }");

        assertThat(answer.path("errors").get(0).path("extensions").path("code").asString(""))
                .isEqualTo("INTERNAL");
        assertSaysNothing(answer.path("errors").toString());
    }

    @Test
    void a_mutation_that_cannot_be_stored_names_nothing_either() {
        JsonNode answer =
                CSMS.graphQl().answer("mutation { registerIdTag(input: {idTag: \"INSIDES\"}) { registered } }");

        assertThat(answer.has("errors")).isTrue();
        assertSaysNothing(answer.path("errors").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ nonsense",
                "",
                "{ nothing }",
                "{ chargePoints(first: -1) { nodes { identity } } }",
                "{ chargePoints(first: \"x\") { nodes { identity } } }",
                "{ chargePoints(after: \"bm9uc2Vuc2U=\") { nodes { identity } } }",
                "{ transaction(transactionId: 99999999999999) { state } }",
                "{ node(id: \"nonsense\") { id } }",
                "{ transactions(filter: {from: \"yesterday\"}) { nodes { state } } }",
                "mutation { registerChargePoint(input: {identity: \"..\"}) { registered } }",
                "mutation { registerChargePoint(input: {identity: \"\\u0000\"}) { registered } }",
                "mutation { registerIdTag(input: {idTag: \"123456789012345678901\"}) { registered } }",
                "mutation { setMessagePolicy(input: {identity: \"nobody\", messagePolicy: STRICT}) { chargePoint { id"
                        + " } } }"
            })
    void a_wrong_query_is_told_what_is_wrong_with_it_and_no_more(String query) {
        JsonNode answer = CSMS.graphQl().answer(query);

        assertThat(answer.has("errors")).isTrue();
        assertSaysNothing(answer.toString());
    }

    // ---- charge points

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Authorize          | {"idTag":"INSIDES"}
        StartTransaction   | {"connectorId":1,"idTag":"INSIDES","meterStart":0,"timestamp":"2026-01-31T12:00:00Z"}
        DataTransfer       | {"vendorId":"INSIDES"}
        Authorize          | {"idTag":7}
        Authorize          | {"idTag":"123456789012345678901"}
        Authorize          | {"idTag":{"a":{"b":[]}}}
        Authorize          | []
        Authorize          | {"idTag":"a","idTag":"b"}
        StatusNotification | {"connectorId":1,"errorCode":"?","status":"?"}
        StopTransaction    | 7
        Frobnicate         | {}
        """)
    void a_call_that_fails_is_answered_without_insides(String action, String payload) {
        try (OcppClient chargePoint = OcppClient.connect(CSMS.ocpp() + "/CP-Insides")) {
            chargePoint.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");

            JsonNode answer = chargePoint.frame(action, payload);

            assertThat(answer.get(0).asInt()).isEqualTo(4);
            assertSaysNothing(answer.toString());
        }
    }

    // ---- HTTP

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/actuator/env", "/actuator/heapdump", "/graphql/x", "/%2e%2e/x", "/.git/config"})
    void a_page_that_is_not_there_says_only_that(String path) throws Exception {
        for (String authorization : List.of(TestToken.BEARER, "")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(CSMS.http() + path));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            HttpResponse<String> response = send(request.build());

            assertThat(response.statusCode()).isIn(400, 404);
            assertSaysNothing(response.body() + response.headers().map());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{\"query\":7}", "{}", "null", "[[[[[["})
    void a_body_that_is_no_query_is_answered_without_insides(String body) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(CSMS.http() + "/graphql"))
                .header("Authorization", TestToken.BEARER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());

        assertThat(response.statusCode()).isEqualTo(400);
        assertSaysNothing(response.body() + response.headers().map());
    }

    @Test
    void a_body_of_a_foreign_type_is_refused_without_insides() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(CSMS.http() + "/graphql"))
                .header("Authorization", TestToken.BEARER)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{ chargePoints { nodes { id } } }"))
                .build());

        assertThat(response.statusCode()).isBetween(400, 499);
        assertSaysNothing(response.body() + response.headers().map());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ocpp", "/ocpp/CP-Insides", "/ocpp/%00", "/ocpp/%2e%2e"})
    void the_port_for_charge_points_refuses_without_insides(String path) throws Exception {
        URI uri = URI.create(CSMS.ocpp().replace("ws://", "http://").replaceFirst("/ocpp$", "") + path);

        HttpResponse<String> response = send(HttpRequest.newBuilder(uri).build());

        assertThat(response.statusCode()).isBetween(400, 499);
        assertSaysNothing(response.body() + response.headers().map());
    }
}
