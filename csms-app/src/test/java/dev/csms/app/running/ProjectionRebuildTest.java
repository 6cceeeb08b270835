package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import dev.csms.query.Projections;
import dev.csms.query.projection.Projection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What an administrator does about dead letters. */
class ProjectionRebuildTest {

    private static final String TRANSACTIONS = Projections.TRANSACTIONS.group();

    @TempDir
    Path directory;

    private final PGSimpleDataSource database = TestPostgres.emptyDatabase();
    private final PGSimpleDataSource asOwner = TestPostgres.owner(database);
    private final JdbcClient owner = JdbcClient.create(asOwner);

    @Test
    void dead_letters_are_gone_when_their_cause_is_mended_and_the_projection_is_rebuilt() throws SQLException {
        try (CsmsProcess one = start("one");
                CsmsProcess two = start("two")) {
            one.graphQl().data("""
                mutation {
                  registerChargePoint(input: {identity: "CP-1"}) { registered }
                  good: registerIdTag(input: {idTag: "GOOD", concurrentTransactions: 0}) { registered }
                  poison: registerIdTag(input: {idTag: "POISON"}) { registered }
                }\
                """);
            int good = transaction(one, "GOOD");
            eventually(() -> assertThat(shown(one, good)).isEqualTo("STOPPED"));
            String row = row(good);
            owner.sql("alter table transaction add constraint no_poison check (upper(id_tag) <> 'POISON')")
                    .update();
            int poisoned = transaction(one, "POISON");
            eventually(() -> assertThat(health(one)).isEqualTo("DOWN"));

            assertThat(code(one, "transaction")).isEqualTo("NOT_FOUND");
            assertThat(one.graphQl().errors(mutation("transaction")))
                    .contains("there is no projection transaction, but charge-points, transactions, ");
            rebuild(one, TRANSACTIONS);
            eventually(() -> assertThat(rebuildOfTransactions(two).path("state").asString())
                    .isEqualTo("FAILED"));
            assertThat(rebuildOfTransactions(two).path("failure").asString())
                    .contains("(TransactionStarted) cannot be handled: ")
                    .contains("no_poison")
                    .doesNotContain("Failing row");
            assertThat(health(two)).isEqualTo("DOWN");
            assertThat(row(good)).isEqualTo(row);

            owner.sql("alter table transaction drop constraint no_poison").update();
            try (Connection reader = asOwner.getConnection();
                    Statement reading = reader.createStatement()) {
                reader.setAutoCommit(false);
                reading.execute("select from transaction");

                rebuild(one, TRANSACTIONS);
                eventually(() -> assertThat(rebuildOfTransactions(two).toString())
                        .contains("\"state\":\"RUNNING\"", "\"node\":\"one\"", "\"reason\":\"no poison\""));
                assertThat(code(two, TRANSACTIONS)).isEqualTo("ALREADY_UNDER_WAY");
                assertThat(code(one, TRANSACTIONS)).isEqualTo("ALREADY_UNDER_WAY");
                assertThat(code(one, "anomalies")).isEqualTo("TOO_BUSY");
                rebuild(two, "anomalies");
                eventually(() -> assertThat(state(two, "anomalies")).isEqualTo("DONE"));

                one.kill();
                eventually(() -> assertThat(rebuildOfTransactions(two).toString())
                        .contains("\"state\":\"FAILED\"", "one has ended, or has lost the database"));

                rebuild(two, TRANSACTIONS);
                eventually(() -> assertThat(two.output()).contains("the tables cannot be exchanged yet"));
                int logged = two.output().length();
                assertThat(two.terminate()).isIn(0, 143);
                assertThat(two.output().substring(logged))
                        .contains("transactions has not been rebuilt: this node stops")
                        .doesNotContain("\tat ", "WARN", "ERROR");
                assertThat(owner.sql("select failure from projection_rebuild where state = 'FAILED'")
                                .query(String.class)
                                .list())
                        .containsExactly("two was stopped in the middle of it");
            }

            try (CsmsProcess three = start("three")) {
                assertThat(health(three)).isEqualTo("DOWN");
                rebuild(three, TRANSACTIONS);
                eventually(() -> assertThat(rebuildOfTransactions(three).toString())
                        .contains("\"state\":\"DONE\"", "\"failure\":null"));

                assertThat(health(three)).isEqualTo("UP");
                assertThat(row(good)).isEqualTo(row);
                assertThat(shown(three, poisoned)).isEqualTo("STOPPED");
                assertThat(owner.sql("select nspname from pg_namespace where nspname like 'rebuild%'")
                                .query(String.class)
                                .list())
                        .isEmpty();
                int later = transaction(three, "POISON");
                eventually(() -> assertThat(shown(three, later)).isEqualTo("STOPPED"));
                assertThat(three.output())
                        .contains("transactions is being rebuilt: operator:setup", " asked for it (no poison)");
            }
        }
    }

    @Test
    void every_projection_can_be_rebuilt_with_the_database_that_comes_along() {
        RunningCsms csms = RunningCsms.get();
        csms.registerChargePoint("REBUILT");
        for (Projection projection : Projections.ALL) {
            csms.graphQl().data(mutation(projection.group()));
            eventually(() -> assertThat(csms.graphQl()
                            .data("{ projections { name deadLetters rebuild { state } } }")
                            .toString())
                    .contains("{\"name\":\"%s\",\"deadLetters\":0,\"rebuild\":{\"state\":\"DONE\"}}"
                            .formatted(projection.group())));
        }
        assertThat(csms.graphQl()
                        .data("{ chargePoint(identity: \"REBUILT\") { identity } }")
                        .toString())
                .contains("\"REBUILT\"");
    }

    private CsmsProcess start(String name) {
        return CsmsProcess.start(
                directory.resolve(name),
                TestPostgres.arguments(
                        database, "--csms.node=" + name, "--csms.installation-key=one and the same key on all nodes"));
    }

    private static int transaction(CsmsProcess csms, String idTag) {
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp("CP-1"))) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            int id = chargePoint
                    .call("StartTransaction", """
                        {"connectorId":1,"idTag":"%s","meterStart":0,"timestamp":"2026-11-24T10:00:00Z"}\
                        """.formatted(idTag))
                    .path("transactionId")
                    .asInt();
            chargePoint.call("StopTransaction", """
                {"transactionId":%d,"meterStop":9,"timestamp":"2026-11-24T11:00:00Z"}\
                """.formatted(id));
            return id;
        }
    }

    private static String mutation(String projection) {
        return ("mutation { it: rebuildProjection(input: {name: \"%s\", reason: \"no poison\"}) { projection { name"
                        + " rebuild { state } } } }")
                .formatted(projection);
    }

    private static void rebuild(CsmsProcess csms, String projection) {
        assertThat(csms.graphQl()
                        .data(mutation(projection))
                        .at("/it/projection/name")
                        .asString())
                .isEqualTo(projection);
    }

    private static String code(CsmsProcess csms, String projection) {
        return csms.graphQl()
                .answer(mutation(projection))
                .at("/errors/0/extensions/code")
                .asString();
    }

    private static JsonNode rebuildOfTransactions(CsmsProcess csms) {
        for (JsonNode each : csms.graphQl()
                .data("{ projections { name rebuild { state since endedAt position head requestedBy reason node"
                        + " failure } } }")
                .path("projections")) {
            if (each.path("name").asString().equals(TRANSACTIONS)) {
                return each.path("rebuild");
            }
        }
        throw new AssertionError("no transactions");
    }

    private static String state(CsmsProcess csms, String projection) {
        JsonNode all = csms.graphQl()
                .data("{ projections { name rebuild { state } } }")
                .path("projections");
        return all.valueStream()
                .filter(it -> it.path("name").asString().equals(projection))
                .map(it -> it.path("rebuild").path("state").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private static String shown(CsmsProcess csms, int transaction) {
        return csms.graphQl()
                .data("{ it: transaction(transactionId: %d) { state } }".formatted(transaction))
                .at("/it/state")
                .asString("");
    }

    private String row(int transaction) {
        return owner.sql("select t::text from transaction t where transaction_id = :id")
                .param("id", transaction)
                .query(String.class)
                .single();
    }

    private static String health(CsmsProcess csms) {
        String health = csms.fetch("/actuator/health");
        return health.contains("\"status\":\"UP\"") ? "UP" : health.contains("\"status\":\"DOWN\"") ? "DOWN" : health;
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}
