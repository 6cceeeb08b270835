package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages that are well-formed and cannot be true: a charge point is answered as it must be, so that it goes on, and
 * what is stored says what is doubtful. Rows D1 to D10 of the list whose others are in the adapter's BadInputTest; D11
 * speaks of certificates and D12 of security events, and they stand with those.
 */
class BadContentTest {

    private static final RunningCsms CSMS = RunningCsms.get();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final JsonMapper JSON = new JsonMapper();

    private final String identity = "BAD-" + NUMBER.incrementAndGet();

    // ---- D1: who starts

    @ParameterizedTest
    @CsvSource({"D1-GOOD, Accepted", "D1-BLOCKED, Blocked", "D1-EXPIRED, Expired", "D1-UNKNOWN, Invalid"})
    @Tag("D1")
    void d1_a_start_gets_an_id_and_the_true_status_of_its_tag(String idTag, String status) {
        Operator operator = new Operator(CSMS.graphQl(), identity);
        operator.registersIdTag("D1-GOOD", ", concurrentTransactions: 0");
        operator.registersIdTag("D1-BLOCKED", "");
        operator.blocksIdTag("D1-BLOCKED");
        operator.registersIdTag("D1-EXPIRED", ", expiresAt: \"2025-01-01T00:00:00Z\"");
        try (OcppClient chargePoint = booted(identity)) {
            JsonNode answer = chargePoint.call("StartTransaction", start(1, idTag, "0", quoted(now())));

            assertThat(answer.path("transactionId").asInt()).isPositive();
            assertThat(answer.at("/idTagInfo/status").asString("")).isEqualTo(status);
        }
        assertThat(facts("TransactionStarted")).hasSize(1);
    }

    // ---- D2: again

    @Test
    @Tag("D2")
    void d2_the_same_start_again_after_its_stop_and_on_another_connection_is_the_same_transaction() {
        String start = start(1, "D2", "0", "\"2026-11-01T10:00:00Z\"");
        int transaction;
        try (OcppClient chargePoint = booted(identity)) {
            transaction = id(chargePoint.call("StartTransaction", start));
            assertThat(id(chargePoint.call("StartTransaction", start))).isEqualTo(transaction);
            chargePoint.call("StopTransaction", stop(transaction, "10", ""));
            assertThat(id(chargePoint.call("StartTransaction", start))).isEqualTo(transaction);
        }
        try (OcppClient again = OcppClient.connect(CSMS.ocpp() + "/" + identity)) {
            assertThat(id(again.call("StartTransaction", start))).isEqualTo(transaction);
        }
        assertThat(facts("TransactionStarted")).hasSize(1);
        assertThat(facts("TransactionStopped")).hasSize(1);
    }

    // ---- D3: where and when

    @ParameterizedTest
    @CsvSource({
        "0,  NOW, IMPOSSIBLE_CONNECTOR",
        "99, NOW, IMPOSSIBLE_CONNECTOR",
        "1,  222222017-01-01T00:00:00Z, MISSING_TIME",
        "1,  1970-01-01T00:00:00Z, IMPLAUSIBLE_TIME",
        "1,  0001-01-01T00:00:00Z, IMPLAUSIBLE_TIME",
        "1,  2099-01-01T00:00:00Z, IMPLAUSIBLE_TIME",
        "1,  yesterday, MISSING_TIME",
        "1,  '', MISSING_TIME"
    })
    @Tag("D3")
    void d3_a_start_at_no_place_or_time_that_can_be_is_answered_and_flagged(
            int connector, String timestamp, String anomaly) {
        try (OcppClient chargePoint = booted(identity)) {
            String when = timestamp.equals("NOW") ? now() : timestamp;
            assertThat(id(chargePoint.call("StartTransaction", start(connector, "D3", "0", quoted(when)))))
                    .isPositive();
        }
        assertThat(anomalies()).containsExactly(anomaly);
        Instant startedAt = Instant.parse(
                facts("TransactionStarted").getFirst().path("startedAt").asString(""));
        assertThat(startedAt).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    // ---- D4: how much

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "500        | NEGATIVE_ENERGY",
                "-3         | NEGATIVE_ENERGY",
                "\"abc\"    | UNREADABLE_METER",
                "1e999      | UNREADABLE_METER",
                "null       | UNREADABLE_METER",
                "2147483648 |",
                "\"1e5\"    |"
            })
    @Tag("D4")
    void d4_any_meter_stop_is_answered_and_what_it_cannot_mean_is_in_no_sum(
            String meterStop, @Nullable String anomaly) {
        int transaction;
        try (OcppClient chargePoint = booted(identity)) {
            transaction = id(chargePoint.call("StartTransaction", start(1, "D4", "1000", quoted(now()))));
            assertThat(chargePoint
                            .call("StopTransaction", stop(transaction, meterStop, ""))
                            .toString())
                    .isEqualTo("{}");
        }
        assertThat(anomalies()).isEqualTo(anomaly == null ? List.of() : List.of(anomaly));
        if (anomaly != null || meterStop.equals("2147483648")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode shown = CSMS.graphQl()
                        .data("{ transaction(transactionId: %d) { state energy { verdict } } }".formatted(transaction))
                        .path("transaction");
                assertThat(shown.path("state").asString("")).isEqualTo("STOPPED");
                assertThat(shown.at("/energy/verdict").asString("")).isNotIn("CONSISTENT", "SINGLE");
            });
        }
    }

    @Test
    @Tag("D4")
    void d4_five_thousand_samples_are_taken() {
        String samples = String.join(
                ",",
                IntStream.range(0, 5_000)
                        .mapToObj(i -> "{\"value\":\"" + i + "\"}")
                        .toList());
        try (OcppClient chargePoint = booted(identity)) {
            int transaction = id(chargePoint.call("StartTransaction", start(1, "D4", "0", quoted(now()))));
            String data =
                    ",\"transactionData\":[{\"timestamp\":\"%s\",\"sampledValue\":[%s]}]".formatted(now(), samples);

            assertThat(chargePoint
                            .call("StopTransaction", stop(transaction, "5000", data))
                            .toString())
                    .isEqualTo("{}");
        }
        assertThat(facts("TransactionStopped")
                        .getFirst()
                        .at("/transactionData/0/sampledValues")
                        .size())
                .isEqualTo(5_000);
    }

    // ---- D5 to D7: whose

    @Test
    @Tag("D5")
    void d5_what_is_said_of_another_charge_points_transaction_does_not_touch_it() {
        double before = counted("ocpp.security.events", "event", "ForeignTransaction");
        try (OcppClient owner = booted(identity + "-owner");
                OcppClient other = booted(identity)) {
            int transaction = id(owner.call("StartTransaction", start(1, "D5", "0", quoted(now()))));

            assertThat(other.call("StopTransaction", stop(transaction, "10", ""))
                            .toString())
                    .isEqualTo("{}");
            assertThat(other.call("MeterValues", values(transaction)).toString())
                    .isEqualTo("{}");

            assertThat(anomalies()).containsExactly("FOREIGN_TRANSACTION", "FOREIGN_TRANSACTION");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(CSMS.graphQl()
                                    .data("{ transaction(transactionId: %d) { state } }".formatted(transaction))
                                    .at("/transaction/state")
                                    .asString(""))
                            .isEqualTo("OPEN"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counted("ocpp.security.events", "event", "ForeignTransaction"))
                        .isEqualTo(before + 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    @Tag("D6")
    void d6_an_id_that_stands_for_none_is_reconciled(int transactionId) {
        try (OcppClient chargePoint = booted(identity)) {
            chargePoint.call("StartTransaction", start(1, "D6", "0", quoted(now())));

            assertThat(chargePoint
                            .call("StopTransaction", stop(transactionId, "10", ""))
                            .toString())
                    .isEqualTo("{}");
        }
        assertThat(facts("TransactionStopped")).hasSize(1);
    }

    @Test
    @Tag("D6")
    void d6_an_id_that_was_never_given_is_answered_and_kept() {
        try (OcppClient chargePoint = booted(identity)) {
            assertThat(chargePoint
                            .call("StopTransaction", stop(2_000_000_000, "10", ""))
                            .toString())
                    .isEqualTo("{}");
            assertThat(chargePoint.call("MeterValues", values(2_000_000_000)).toString())
                    .isEqualTo("{}");
        }
        assertThat(facts("TransactionStopped")).isEmpty();
        assertThat(facts("StrayStopKept")).hasSize(1);
        assertThat(anomalies()).contains("UNKNOWN_TRANSACTION");
    }

    @Test
    @Tag("D7")
    void d7_a_stop_by_an_unrelated_tag_is_a_stop() {
        CSMS.registerIdTag("D7-" + identity);
        try (OcppClient chargePoint = booted(identity)) {
            int transaction = id(chargePoint.call("StartTransaction", start(1, "D7-" + identity, "0", quoted(now()))));

            JsonNode answer =
                    chargePoint.call("StopTransaction", stop(transaction, "10", ",\"idTag\":\"D7-STRANGER\""));

            assertThat(answer.at("/idTagInfo/status").asString("")).isEqualTo("Invalid");
        }
        assertThat(anomalies()).containsExactly("STOPPED_BY_UNRELATED_ID_TAG");
        assertThat(facts("TransactionStopped")).hasSize(1);
    }

    // ---- D8 to D10: too many

    @Test
    @Tag("D8")
    void d8_guesses_are_answered_truly_then_slowly_and_make_nothing_of_the_tags() {
        try (OcppClient chargePoint = booted(identity)) {
            double before = counted("ocpp.security.events", "event", "IdTagGuessing");
            for (int i = 0; i < 20; i++) {
                guess(chargePoint, i);
            }
            long start = System.nanoTime();
            guess(chargePoint, 20);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
            assertThat(counted("ocpp.security.events", "event", "IdTagGuessing"))
                    .isEqualTo(before + 1);
        }
        assertThat(db().sql("select count(*) from domain_event where aggregate_identifier ilike '%D8-GUESS%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void guess(OcppClient chargePoint, int number) {
        assertThat(chargePoint
                        .call("Authorize", "{\"idTag\":\"D8-GUESS-" + number + "\"}")
                        .at("/idTagInfo/status")
                        .asString(""))
                .isEqualTo("Invalid");
    }

    @Test
    @Tag("D9")
    void d9_connectors_that_nobody_has_are_answered_and_a_few_of_them_kept() {
        double before = counted("csms.limits.reached", "limit", "connectors");
        try (OcppClient chargePoint = booted(identity)) {
            List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
            answers.add(status(chargePoint, 10_000));
            for (int connector = 1; connector <= 500; connector++) {
                answers.add(status(chargePoint, connector));
            }
            answers.forEach(answer ->
                    assertThat(OcppClient.await(answer).path(2).toString()).isEqualTo("{}"));
        }
        assertThat(facts("ConnectorStatusChanged")).hasSize(64);
        assertThat(facts("UnexpectedConnectorReported")).hasSize(64);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counted("csms.limits.reached", "limit", "connectors"))
                        .isEqualTo(before + 64));
    }

    private static CompletableFuture<JsonNode> status(OcppClient chargePoint, int connector) {
        return chargePoint.send(
                "StatusNotification",
                "{\"connectorId\":%d,\"errorCode\":\"NoError\",\"status\":\"Available\"}".formatted(connector));
    }

    @Test
    @Tag("D10")
    void d10_a_charge_point_that_boots_all_the_time_is_accepted_each_time_and_noticed() {
        double before = counted("ocpp.security.events", "event", "BootLoop");
        try (OcppClient chargePoint = booted(identity)) {
            for (int i = 0; i < 10; i++) {
                assertThat(boot(chargePoint)).isEqualTo("Accepted");
            }
        }
        assertThat(facts("ChargePointBooted")).hasSize(1);
        assertThat(counted("ocpp.security.events", "event", "BootLoop")).isEqualTo(before + 1);
    }

    // ---- what is said

    private static OcppClient booted(String identity) {
        CSMS.registerChargePoint(identity);
        OcppClient chargePoint = OcppClient.connect(CSMS.ocpp() + "/" + identity);
        assertThat(boot(chargePoint)).isEqualTo("Accepted");
        return chargePoint;
    }

    private static String boot(OcppClient chargePoint) {
        return chargePoint
                .call("BootNotification", OcppClient.BOOT)
                .path("status")
                .asString("");
    }

    private static String start(int connector, String idTag, String meterStart, String timestamp) {
        return "{\"connectorId\":%d,\"idTag\":\"%s\",\"meterStart\":%s,\"timestamp\":%s}"
                .formatted(connector, idTag, meterStart, timestamp);
    }

    private static String stop(int transaction, String meterStop, String more) {
        return "{\"transactionId\":%d,\"meterStop\":%s,\"timestamp\":\"%s\"%s}"
                .formatted(transaction, meterStop, now(), more);
    }

    private static String values(int transaction) {
        return "{\"connectorId\":1,\"transactionId\":%d,\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[{\"value\":\"1\"}]}]}"
                .formatted(transaction, now());
    }

    private static int id(JsonNode answer) {
        return answer.path("transactionId").asInt();
    }

    private static String now() {
        return Instant.now().toString();
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    // ---- what is stored

    private static JdbcClient db() {
        return CSMS.context().getBean(JdbcClient.class);
    }

    /** Payloads of the events of this test's charge point, oldest first. */
    private List<JsonNode> facts(String type) {
        return db().sql("""
            select payload::text from domain_event
            where charge_point_id = :chargePoint and payload_type = :type order by global_index
            """).param("chargePoint", identity).param("type", type).query(String.class).list().stream()
                .map(JSON::readTree)
                .toList();
    }

    private List<String> anomalies() {
        return facts("AnomalyDetected").stream()
                .map(anomaly -> anomaly.path("kind").asString(""))
                .toList();
    }

    private static double counted(String meter, String tag, String value) {
        return CSMS.context().getBean(MeterRegistry.class).find(meter).tag(tag, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
