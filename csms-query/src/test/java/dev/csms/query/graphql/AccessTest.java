package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointGrouped;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.GraphQlClient;
import dev.csms.query.QuerySideTest;
import dev.csms.query.RefusalLog;
import dev.csms.query.TestPressure;
import dev.csms.query.graphql.QueryProblem.Code;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class AccessTest extends QuerySideTest {

    @Autowired
    private RefusalLog refusals;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private TestPressure pressure;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ chargePoints { nodes { identity } } }",
                "{ __schema { types { name } } }",
                "{ __typename }",
                "{ nothingOfTheKind }",
                "no GraphQL at all"
            })
    @Tag("G3")
    void nobody_is_told_anything_not_even_what_there_is_not(String query) {
        assertThat(graphQlOf("nobody").ask(query, Map.of()).toString())
                .contains("\"code\":\"UNAUTHENTICATED\"")
                .doesNotContain("chargePoints", "nothingOfTheKind", "data\":{");
    }

    @ParameterizedTest
    @CsvSource({
        "ANALYST, { projections { name } }, true",
        "ANALYST, { events(first: 1) { nodes { type } } }, false",
        "OPERATOR, { events(first: 1) { nodes { type } } }, false",
        "AUDITOR, { events(first: 1) { nodes { type } } }, true",
        "ADMIN, { events(first: 1) { nodes { type } } }, true",
        "OPERATOR, { chargePoints(first: 1) { nodes { events(first: 1) { nodes { type } } } } }, false",
        "OPERATOR, { node(id: \"RXZlbnQ6MQ\") { ... on Event { payload } } }, false",
        "ANALYST, { __schema { queryType { name } } }, true"
    })
    void who_has_the_right_is_answered_and_nobody_else(String caller, String query, boolean answered) {
        JsonNode answer = graphQlOf(caller).ask(query, Map.of());
        if (answered) {
            assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        } else {
            assertThat(code(answer)).isEqualTo("FORBIDDEN");
            assertThat(answer.path("data").isMissingNode()
                            || answer.path("data").isNull())
                    .as("nothing of it was carried out: " + answer)
                    .isTrue();
            assertThat(refusals.codes()).contains(Code.FORBIDDEN);
        }
    }

    @Test
    void charge_points_of_another_group_are_not_there() {
        ChargePointId north = chargePoint();
        ChargePointId south = chargePoint();
        ChargePointId nowhere = chargePoint();
        happened(north, registered(north), new ChargePointGrouped(north, "north"));
        happened(south, registered(south), new ChargePointGrouped(south, "south"));
        happened(nowhere, registered(nowhere));
        String one = "{ chargePoint(identity: \"%s\") { identity group } }";

        assertThat(query(one.formatted(south.value())).toString()).contains("\"group\":\"south\"");
        var limited = graphQlOf("ANALYST north");
        assertThat(limited.query(one.formatted(north.value())).toString()).contains("\"group\":\"north\"");
        for (ChargePointId hidden : List.of(south, nowhere, chargePoint())) {
            assertThat(limited.ask(one.formatted(hidden.value()), Map.of())
                            .path("data")
                            .toString())
                    .isEqualTo("{\"chargePoint\":null}");
        }
        assertThat(limited.query("{ chargePoints(first: 200) { nodes { group } } }")
                        .findValuesAsString("group"))
                .containsOnly("north");

        happened(north, new ChargePointGrouped(north, null));
        assertThat(limited.ask(one.formatted(north.value()), Map.of())
                        .path("data")
                        .toString())
                .isEqualTo("{\"chargePoint\":null}");
        assertThat(query("{ chargePoints(filter: {group: \"south\"}, first: 200) { nodes { identity } } }")
                        .findValuesAsString("identity"))
                .contains(south.value())
                .doesNotContain(north.value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ idTags(first: 1) { nodes { id } } }",
                "{ projections { name } }",
                "{ node(id: \"SWRUYWc6eA\") { ... on IdTag { idTag } } }",
                "{ chargePoint(identity: \"x\") { openTransactions { registeredIdTag { idTag } } } }"
            })
    void what_shows_other_charge_points_too_is_not_for_who_is_limited(String query) {
        assertThat(code(graphQlOf("ADMIN north").ask(query, Map.of()))).isEqualTo("FORBIDDEN");
    }

    @Test
    void the_cost_of_an_answer_is_part_of_it() {
        JsonNode answer =
                graphQl().ask("{ chargePoints(first: 100) { nodes { identity connectors { status } } } }", Map.of());
        assertThat(answer.at("/extensions/cost").asInt()).isEqualTo(201);
        JsonNode tooMuch = graphQl()
                .ask("{ chargePoints(first: 200) { nodes { transactions(first: 25) { nodes { id } } } } }", Map.of());
        assertThat(code(tooMuch)).isEqualTo("TOO_EXPENSIVE");
        assertThat(tooMuch.at("/extensions/cost").asInt()).isGreaterThan(QueryLimits.MAX_COST);
    }

    @Test
    void aliases_are_limited() {
        assertThat(graphQl().ask("{ " + aliases(200) + "}", Map.of()).has("errors"))
                .isFalse();
        assertThat(code(graphQl().ask("{ " + aliases(201) + "}", Map.of()))).isEqualTo("TOO_EXPENSIVE");
    }

    private static String aliases(int count) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < count; i++) {
            fields.append("a").append(i).append(": __typename ");
        }
        return fields.toString();
    }

    @Test
    void a_document_has_a_length() {
        String query = "{ projections { name } }";
        assertThat(graphQl()
                        .ask(query + " ".repeat(QueryLimits.MAX_DOCUMENT_BYTES - query.length()), Map.of())
                        .has("errors"))
                .isFalse();
        assertThat(code(graphQl()
                        .ask(query + " ".repeat(QueryLimits.MAX_DOCUMENT_BYTES - query.length() + 1), Map.of())))
                .isEqualTo("TOO_EXPENSIVE");
    }

    @Test
    @Tag("G2")
    void fragments_that_multiply_cost_no_time() {
        StringBuilder document = new StringBuilder("{ ...F0 } ");
        for (int i = 0; i < 30; i++) {
            document.append("fragment F%d on Query { ...F%d ...F%d } ".formatted(i, i + 1, i + 1));
        }
        document.append("fragment F30 on Query { projections { name } }");
        long begin = System.nanoTime();
        JsonNode answer = graphQl().ask(document.toString(), Map.of());
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("a thousand million fields take minutes")
                .isLessThan(Duration.ofSeconds(20));
        assertThat(answer.at("/extensions/cost").asInt()).isEqualTo(1);
    }

    @Test
    @Tag("G8")
    void a_query_that_takes_too_long_is_given_up_in_the_database_too() throws Exception {
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table id_tag in access exclusive mode");
            JsonNode answer = graphQl().ask("{ idTags(first: 1) { nodes { idTag } } }", Map.of());
            assertThat(code(answer)).isEqualTo("TIMEOUT");
            Awaitility.await("the query to have gone, while the table is still locked")
                    .until(() -> waiting() == 0);
            other.rollback();
        }
    }

    @Test
    void no_more_are_answered_at_once_than_there_are_places() throws Exception {
        List<GraphQlClient> five = List.of(
                graphQl(), graphQlOf("ANALYST"), graphQlOf("OPERATOR"), graphQlOf("AUDITOR"), graphQlOf("ADMIN"));
        assertTurnedAway(100 - 64, 100, i -> five.get(i % five.size()));
    }

    @Test
    void one_person_leaves_places_for_others() throws Exception {
        GraphQlClient one = graphQl();
        assertTurnedAway(40 - 64 / 2, 40, _ -> one);
    }

    /** So many of so many, asked at once, are not answered for that; the others are, as soon as they can be. */
    private void assertTurnedAway(int busy, int count, IntFunction<GraphQlClient> clients) throws Exception {
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            statement.execute("lock table id_tag in access exclusive mode");
            List<Future<JsonNode>> answers = IntStream.range(0, count)
                    .mapToObj(clients)
                    .map(client ->
                            callers.submit(() -> client.ask("{ idTags(first: 1) { nodes { idTag } } }", Map.of())))
                    .toList();
            Awaitility.await("as many to be turned away")
                    .until(() -> answers.stream().filter(Future::isDone).count() >= busy);
            other.rollback();
            List<String> codes = new ArrayList<>();
            for (Future<JsonNode> answer : answers) {
                codes.add(answer.get().at("/errors/0/extensions/code").asString("answered"));
            }
            assertThat(codes).filteredOn("TOO_BUSY"::equals).hasSize(busy);
            assertThat(codes).filteredOn("answered"::equals).hasSize(count - busy);
        }
        assertThat(graphQl()
                        .ask("{ idTags(first: 1) { nodes { idTag } } }", Map.of())
                        .has("errors"))
                .isFalse();
    }

    @Test
    void who_asks_while_there_is_too_much_to_do_is_told_when_to_ask_again() {
        pressure.during(() -> {
            JsonNode answer = graphQl().ask("{ projections { name } }", Map.of());
            assertThat(code(answer)).isEqualTo("OVERLOADED");
            assertThat(answer.at("/errors/0/extensions/retryAfterSeconds").asInt())
                    .isPositive();
            assertThat(code(graphQlOf("nobody").ask("{ projections { name } }", Map.of())))
                    .isEqualTo("UNAUTHENTICATED");
        });
        assertThat(graphQl().ask("{ projections { name } }", Map.of()).has("errors"))
                .isFalse();
        assertThat(refusals.codes()).contains(Code.OVERLOADED);
    }

    private long waiting() {
        return JdbcClient.create(dataSource)
                .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%id_tag%'")
                .query(Long.class)
                .single();
    }

    private static String code(JsonNode answer) {
        assertThat(answer.has("errors")).as(answer.toString()).isTrue();
        return answer.at("/errors/0/extensions/code").asString("");
    }
}
