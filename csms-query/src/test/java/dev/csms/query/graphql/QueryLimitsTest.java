package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.query.QuerySideTest;
import dev.csms.query.RefusalLog;
import dev.csms.query.StatementLog;
import dev.csms.query.graphql.QueryProblem.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What would be too much is refused before anything of it is carried out, and soon. */
class QueryLimitsTest extends QuerySideTest {

    /** Far more than it takes anywhere, and far less than it would take if it were carried out. */
    private static final Duration SOON = Duration.ofSeconds(3);

    @Autowired
    private StatementLog statements;

    @Autowired
    private RefusalLog refusals;

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of("13 levels", nested("boot { imsi }")),
                Arguments.of(
                        "201 aliases",
                        fields(201, i -> "a" + i + ": chargePoints(first: 1) { pageInfo { hasNextPage } }")),
                Arguments.of(
                        "a cost above 5,000",
                        "{ chargePoints(first: 200) { nodes { transactions(first: 25) { nodes { id } } } } }"),
                Arguments.of("5,001 tokens", "{ chargePoints { nodes { " + "id ".repeat(5_001) + "} } }"),
                Arguments.of("20 KiB and a byte", padded(QueryLimits.MAX_DOCUMENT_BYTES + 1)),
                Arguments.of("3,000 directives", "{ chargePoints " + "@a ".repeat(3_000) + "{ nodes { id } } }"),
                Arguments.of(
                        "a value 2,000 levels deep",
                        "{ chargePoints(filter: " + "[".repeat(2_000) + "]".repeat(2_000) + ") { nodes { id } } }"),
                Arguments.of("fields 1,500 levels deep", "{ a ".repeat(1_500) + "}".repeat(1_500)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    @Tag("G1")
    void nothing_is_read_for_what_is_too_much(String name, String document) {
        refusals.clear();
        assertRefused(document, Code.TOO_EXPENSIVE);
        assertThat(refusals.codes()).contains(Code.TOO_EXPENSIVE);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "fragments in a circle",
                        "{ chargePoints { nodes { id } } ...A } fragment A on Query { ...B } fragment B on Query {"
                                + " ...A }"),
                Arguments.of(
                        "a fragment within itself",
                        "{ ...A } fragment A on Query { chargePoints { nodes { id } } ...A }"),
                Arguments.of(
                        "300 fields that contradict one another",
                        fields(300, i -> "a: chargePoint(identity: \"" + i + "\") { id }")),
                Arguments.of(
                        "300 fields that contradict one another, two levels down",
                        "{ " + "chargePoints { nodes { a: identity } } chargePoints { nodes { a: id } } ".repeat(150)
                                + "}"),
                Arguments.of("2,000 directives", "{ chargePoints " + "@a ".repeat(2_000) + "{ nodes { id } } }"),
                Arguments.of(
                        "500 directives where one is allowed",
                        "{ chargePoints " + "@skip(if: false) ".repeat(500) + "{ nodes { id } } }"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    @Tag("G2")
    void nothing_is_read_for_what_cannot_be_valid(String name, String document) {
        JsonNode answer = assertRefused(document, Code.GRAPHQL_VALIDATION_FAILED);
        assertThat(answer.toString()).as("errors are not as many as mistakes").hasSizeLessThan(100_000);
    }

    @Test
    void as_much_as_is_allowed_is_answered() {
        for (String allowed : List.of(
                nested("identity"),
                fields(200, i -> "a" + i + ": chargePoints(first: 1) { pageInfo { hasNextPage } }"),
                padded(QueryLimits.MAX_DOCUMENT_BYTES))) {
            assertThat(graphQl().ask(allowed, Map.of()).has("errors")).isFalse();
        }
    }

    private JsonNode assertRefused(String document, Code code) {
        statements.clear();
        Duration shortest = SOON;
        JsonNode answer = MissingNode.getInstance();
        for (int i = 0; i < 5 && shortest.compareTo(SOON) >= 0; i++) { // any may fall into a pause of the machine
            long begin = System.nanoTime();
            answer = graphQl().ask(document, Map.of());
            shortest = Duration.ofNanos(System.nanoTime() - begin);
        }
        assertThat(shortest).isLessThan(SOON);
        assertThat(answer.at("/errors/0/extensions/code").asString())
                .as("%s", answer)
                .isEqualTo(code.name());
        assertThat(answer.path("data").isMissingNode() || answer.path("data").isNull())
                .isTrue();
        assertThat(statements.ofQueries()).noneMatch(sql -> sql.contains("from charge_point c"));
        return answer;
    }

    private interface NumberedField {
        String text(int number);
    }

    private static String fields(int count, NumberedField field) {
        return IntStream.range(0, count).mapToObj(field::text).collect(Collectors.joining(" ", "{ ", " }"));
    }

    /** @param leaf below a charge point on the eleventh level */
    private static String nested(String leaf) {
        String six = "{ chargePoints(first: 1) { nodes { transactions(first: 1) { nodes { chargePoint { %s } } } } } }";
        return six.formatted(
                "transactions(first: 1) { nodes { chargePoint { transactions(first: 1) { nodes { chargePoint {" + " "
                        + leaf + " } } } } } }");
    }

    private static String padded(int bytes) {
        String document = "{ chargePoints(first: 1) { nodes { id } } }";
        return document + " ".repeat(bytes - document.length());
    }
}
