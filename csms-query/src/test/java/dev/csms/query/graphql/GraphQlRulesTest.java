package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.Projections;
import dev.csms.query.QuerySideTest;
import dev.csms.query.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GraphQlRulesTest extends QuerySideTest {

    @Test
    void pages_follow_one_another_without_loss_or_repetition() {
        List<String> all = new ArrayList<>();
        String prefix = "page-" + number() + "-";
        for (int i = 0; i < 7; i++) {
            ChargePointId id = new ChargePointId(prefix + i);
            happened(id, registered(id));
            all.add(id.value());
        }
        List<String> read = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = query("""
                { chargePoints(filter: {identityContains: "%s"}, first: 3%s) {
                    edges { cursor node { identity } } pageInfo { hasNextPage hasPreviousPage endCursor } } }\
                """.formatted(prefix, after)).get("chargePoints");
            page.get("edges")
                    .forEach(edge -> read.add(edge.get("node").get("identity").asString()));
            JsonNode info = page.get("pageInfo");
            assertThat(info.get("hasPreviousPage").asBoolean()).isEqualTo(!after.isEmpty());
            assertThat(info.get("endCursor").asString())
                    .isEqualTo(page.get("edges")
                            .get(page.get("edges").size() - 1)
                            .get("cursor")
                            .asString());
            after = ", after: \"" + info.get("endCursor").asString() + "\"";
        } while (page.get("pageInfo").get("hasNextPage").asBoolean());

        assertThat(read).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IDENTITY", "NEWEST_FIRST", "LATELY_SEEN_FIRST", "LONGEST_UNSEEN_FIRST"})
    void every_order_can_be_read_in_pages(String order) {
        String prefix = "order-" + number() + "-";
        for (int i = 0; i < 3; i++) {
            ChargePointId id = new ChargePointId(prefix + i);
            happened(id, registered(id));
        }
        String first = "{ chargePoints(filter: {identityContains: \"%s\"}, orderBy: %s, first: 2) { nodes { identity }"
                + " pageInfo { endCursor } } }";
        JsonNode page = query(first.formatted(prefix, order)).get("chargePoints");
        List<String> read = new ArrayList<>(page.get("nodes").findValuesAsString("identity"));
        JsonNode next = query(
                "{ chargePoints(filter: {identityContains: \"%s\"}, orderBy: %s, first: 2, after: \"%s\") { nodes { identity } } }"
                        .formatted(
                                prefix,
                                order,
                                page.get("pageInfo").get("endCursor").asString()));
        read.addAll(next.get("chargePoints").get("nodes").findValuesAsString("identity"));

        assertThat(read).containsExactlyInAnyOrder(prefix + 0, prefix + 1, prefix + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transactions(first: 0) { nodes { id } }",
                "transactions(first: 201) { nodes { id } }",
                "transactions(first: -1) { nodes { id } }",
                "transactions(after: \"nonsense\") { nodes { id } }",
                "transactions(after: \"bm9uc2Vuc2U\") { nodes { id } }",
                "node(id: \"nonsense\") { id }",
                "node(id: \"VHJhbnNhY3Rpb246eA\") { id }",
                "transactionStatistics(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-01T00:00:00Z\") { count }"
            })
    @Tag("G5")
    void what_cannot_be_meant_is_bad_user_input(String field) {
        assertThat(codeOf("{ " + field + " }")).isEqualTo("BAD_USER_INPUT");
    }

    @Test
    @Tag("G5")
    void a_cursor_that_was_tampered_with_is_refused_and_so_is_one_of_another_order() {
        ChargePointId id = chargePoint();
        happened(id, registered(id));
        String cursor = query("{ chargePoints(first: 1) { pageInfo { endCursor } } }")
                .get("chargePoints")
                .get("pageInfo")
                .get("endCursor")
                .asString();
        String tampered = cursor.substring(0, 12) + (cursor.charAt(12) == 'A' ? 'B' : 'A') + cursor.substring(13);

        assertThat(codeOf("{ chargePoints(after: \"%s\") { nodes { id } } }".formatted(tampered)))
                .isEqualTo("BAD_USER_INPUT");
        assertThat(codeOf("{ chargePoints(after: \"%s\", orderBy: NEWEST_FIRST) { nodes { id } } }".formatted(cursor)))
                .isEqualTo("BAD_USER_INPUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ nothingOfTheKind }",
                "{ transaction(transactionId: \"seven\") { id } }",
                "{ transactions(filter: {from: \"yesterday\"}) { nodes { id } } }",
                "{ chargePoint( }"
            })
    void what_is_no_query_of_this_schema_is_a_validation_failure(String query) {
        assertThat(codeOf(query)).isEqualTo("GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void a_query_may_be_twelve_levels_deep_and_no_deeper() {
        String six = "{ chargePoints(first: 1) { nodes { transactions(first: 1) { nodes { chargePoint { %s } } } } } }";
        String twelve = six.formatted(
                "transactions(first: 1) { nodes { chargePoint { transactions(first: 1) { nodes { chargePoint {"
                        + " identity } } } } } }");
        String thirteen = six.formatted(
                "transactions(first: 1) { nodes { chargePoint { transactions(first: 1) { nodes { chargePoint { boot {"
                        + " imsi } } } } } } }");

        assertThat(graphQl().ask(twelve, Map.of()).has("errors")).isFalse();
        assertThat(codeOf(thirteen)).isEqualTo("TOO_EXPENSIVE");
    }

    @Test
    void a_query_may_ask_for_much_but_not_for_everything_of_everything() {
        String allOfMany =
                "{ chargePoints(first: 200) { nodes { identity connectors { status } session { node } openTransactions"
                        + " { idTag } } } }";
        String everything =
                "{ chargePoints(first: 200) { nodes { transactions(first: 200) { nodes { meterValues { samples { value"
                        + " } } } } } } }";

        assertThat(graphQl().ask(allOfMany, Map.of()).has("errors")).isFalse();
        assertThat(codeOf(everything)).isEqualTo("TOO_EXPENSIVE");
    }

    @Test
    void a_document_may_not_be_endless() {
        String fields = "{ " + "projections { name } ".repeat(3_000) + "}";
        assertThat(codeOf(fields)).isIn("GRAPHQL_VALIDATION_FAILED", "TOO_EXPENSIVE");
    }

    @Test
    void variables_are_read_as_literals_are() {
        ChargePointId id = chargePoint();
        happened(id, registered(id));
        JsonNode answer = graphQl()
                .ask(
                        """
                        query($id: String!, $filter: ChargePointFilter, $transaction: Long) {
                            chargePoint(identity: $id) { identity }
                            chargePoints(filter: $filter) { nodes { identity } }
                            anomalies(filter: {transactionId: $transaction}) { nodes { id } } }\
                        """,
                        Map.of(
                                "id",
                                id.value(),
                                "filter",
                                Map.of("identityContains", id.value(), "notSeenSince", "2030-01-01T00:00:00+02:00"),
                                "transaction",
                                9_000_000_000L));
        assertThat(answer.get("data").toString()).isEqualTo("""
            {"chargePoint":{"identity":"%1$s"},"chargePoints":{"nodes":[{"identity":"%1$s"}]},\
            "anomalies":{"nodes":[]}}\
            """.formatted(id.value()));
    }

    @Test
    void whatever_has_an_id_is_found_by_it() {
        ChargePointId id = chargePoint();
        happened(id, registered(id));
        String global = query("{ chargePoint(identity: \"%s\") { id } }".formatted(id.value()))
                .get("chargePoint")
                .get("id")
                .asString();
        assertThat(query("{ node(id: \"%s\") { __typename id ... on ChargePoint { identity } } }".formatted(global))
                        .toString())
                .isEqualTo("{\"node\":{\"__typename\":\"ChargePoint\",\"id\":\"%s\",\"identity\":\"%s\"}}"
                        .formatted(global, id.value()));
    }

    @Test
    void progress_of_the_projections_shows() {
        JsonNode projections = query("{ projections { name position head behind lagMillis deadLetters } }")
                .get("projections");
        assertThat(projections.findValuesAsString("name"))
                .containsExactlyElementsOf(
                        Projections.ALL.stream().map(Projection::group).toList());
    }

    private String codeOf(String query) {
        JsonNode answer = graphQl().ask(query, Map.of());
        assertThat(answer.has("errors")).as(answer.toString()).isTrue();
        return answer.get("errors").get(0).get("extensions").get("code").asString();
    }
}
