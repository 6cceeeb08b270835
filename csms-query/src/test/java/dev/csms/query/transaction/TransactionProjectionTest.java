package dev.csms.query.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.metervalue.Attribution;
import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.metervalue.SampledValue;
import dev.csms.domain.transaction.ClosingRule;
import dev.csms.domain.transaction.ReconciliationRule;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopAssigned;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopKept;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopReconciled;
import dev.csms.domain.transaction.TransactionEvent.TransactionClosedAdministratively;
import dev.csms.domain.transaction.TransactionEvent.TransactionReopened;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.QuerySideTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TransactionProjectionTest extends QuerySideTest {

    private static final IdTagInfo ACCEPTED = new IdTagInfo(AuthorizationStatus.ACCEPTED, null, new IdTagId("FLEET"));
    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final String SIGNED = "OCMF|{\"FV\" : \"1.0\"}|{\"SD\":\"30450220=\"}\n";

    private final ChargePointId chargePoint = chargePoint();
    private final TransactionId id = transaction();

    @BeforeEach
    void start() {
        happened(chargePoint, registered(chargePoint));
        happened(id, started(1_000L));
    }

    private TransactionStarted started(@Nullable Long meterStartWh) {
        return new TransactionStarted(
                id,
                chargePoint,
                1,
                new IdTagId("Alice"),
                ACCEPTED,
                meterStartWh,
                NOON,
                NOON,
                7,
                NOON.plusSeconds(1),
                null);
    }

    private TransactionStopped stopped(@Nullable Long meterStopWh, MeterValue... data) {
        return new TransactionStopped(
                id,
                chargePoint,
                1,
                meterStopWh,
                ONE,
                ONE,
                StopReason.EV_DISCONNECTED,
                null,
                new IdTagId("Bob"),
                ACCEPTED,
                List.of(data),
                ONE.plusSeconds(1),
                null);
    }

    private MeterValuesReceived received(MeterValue... values) {
        return new MeterValuesReceived(chargePoint, 1, id, Attribution.CLAIMED, null, List.of(values), NOON, null);
    }

    private static MeterValue at(Instant time, SampledValue... samples) {
        return new MeterValue(time, List.of(samples));
    }

    private static SampledValue wh(String value) {
        return new SampledValue(value, null, null, null, null, null, null);
    }

    private static SampledValue sample(
            String value, String context, String measurand, @Nullable String phase, @Nullable String unit) {
        return new SampledValue(value, context, null, measurand, phase, null, unit);
    }

    @Test
    void a_started_transaction_is_open_and_shows_who_and_where() {
        assertShown("""
            chargePointIdentity chargePoint { identity } connectorId state idTag authorization parentIdTag
            startedAt startReceivedAt meterStartWh reservationId endedAt durationSeconds
            stop { reason } closing { rule }\
            """, """
                {"chargePointIdentity":"%1$s","chargePoint":{"identity":"%1$s"},"connectorId":1,"state":"OPEN",\
                "idTag":"Alice","authorization":"ACCEPTED","parentIdTag":"FLEET","startedAt":"2026-03-01T12:00:00Z",\
                "startReceivedAt":"2026-03-01T12:00:01Z","meterStartWh":1000,"reservationId":7,"endedAt":null,\
                "durationSeconds":null,"stop":null,"closing":null}\
                """.formatted(chargePoint.value()));
    }

    @Test
    void a_stopped_transaction_shows_how_it_ended_and_its_energy() {
        happened(id, stopped(9_000L));

        assertShown("""
            state endedAt durationSeconds stop { stoppedAt receivedAt meterStopWh reason idTag authorization }
            energy { energyWh verdict source }\
            """, """
            {"state":"STOPPED","endedAt":"2026-03-01T13:00:00Z","durationSeconds":3600,\
            "stop":{"stoppedAt":"2026-03-01T13:00:00Z","receivedAt":"2026-03-01T13:00:01Z","meterStopWh":9000,\
            "reason":"EV_DISCONNECTED","idTag":"Bob","authorization":"ACCEPTED"},\
            "energy":{"energyWh":8000,"verdict":"SINGLE","source":"REGISTERS"}}\
            """);
    }

    @Test
    void samples_of_begin_and_end_confirm_the_registers_in_whatever_unit() {
        happened(
                id,
                received(
                        at(NOON, sample("1.0", "Transaction.Begin", SampledValue.ENERGY_IMPORT_REGISTER, null, "kWh"))),
                stopped(
                        9_000L,
                        at(ONE, sample("9005", "Transaction.End", SampledValue.ENERGY_IMPORT_REGISTER, null, "Wh"))));

        assertEnergy("8000", "CONSISTENT", "REGISTERS");
    }

    @Test
    void an_open_transaction_is_estimated_from_its_latest_sample() {
        happened(received(at(NOON.plusSeconds(600), wh("3500"))));
        assertEnergy("2500", "ESTIMATED", "PERIODIC_SAMPLES");
    }

    @Test
    void samples_that_come_after_the_stop_correct_the_verdict() {
        happened(id, stopped(9_000L));
        assertEnergy("8000", "SINGLE", "REGISTERS");

        happened(received(at(NOON.plusSeconds(5), wh("1000")), at(ONE.minusSeconds(5), wh("8990"))));
        assertEnergy("8000", "CONSISTENT", "REGISTERS");
    }

    @Test
    void samples_of_later_times_that_still_name_it_do_not_count() {
        happened(id, stopped(9_000L));
        happened(received(
                at(NOON.plusSeconds(5), wh("1000")),
                at(ONE.minusSeconds(5), wh("8990")),
                at(ONE.plusSeconds(1_800), wh("15000"))));

        assertEnergy("8000", "CONSISTENT", "REGISTERS");
    }

    @Test
    void samples_of_later_times_that_came_before_the_stop_cease_to_count_with_it() {
        happened(received(
                at(NOON.plusSeconds(5), wh("1000")),
                at(ONE.minusSeconds(5), phase("L1", "3990"), phase("L2", "5000")),
                at(ONE.plusSeconds(1_800), wh("15000"))));
        assertEnergy("14000", "ESTIMATED", "PERIODIC_SAMPLES");

        happened(id, stopped(9_000L));
        assertEnergy("8000", "CONSISTENT", "REGISTERS");
    }

    @Test
    void a_begin_and_an_end_of_other_times_are_not_its_own() {
        happened(
                id,
                received(
                        at(NOON.minusSeconds(3_600), register("10", "Transaction.Begin")),
                        at(NOON, register("1000", "Transaction.Begin")),
                        at(ONE, register("9000", "Transaction.End")),
                        at(ONE.plusSeconds(1_800), register("15000", "Transaction.End"))),
                stopped(9_000L));

        assertEnergy("8000", "CONSISTENT", "REGISTERS");
    }

    @Test
    void what_a_meter_shows_a_few_seconds_after_the_stop_counts() {
        happened(id, stopped(null));
        happened(received(at(ONE.plusSeconds(10), wh("9000")), at(ONE.plusSeconds(11), wh("9100"))));

        assertEnergy("8000", "ESTIMATED", "PERIODIC_SAMPLES");
    }

    @Test
    void samples_from_before_its_start_do_not_count() {
        happened(received(at(NOON.minusSeconds(60), wh("10")), at(NOON.plusSeconds(600), wh("3500"))));
        happened(id, stopped(4_000L));

        assertEnergy("3000", "SINGLE", "REGISTERS");
    }

    @Test
    void samples_that_an_administrative_closing_has_left_out_count_when_the_stop_says_that_it_went_on() {
        Instant half = NOON.plusSeconds(1_800);
        happened(received(at(NOON.plusSeconds(5), wh("1000")), at(half.minusSeconds(5), wh("5000"))));
        happened(
                id,
                new TransactionClosedAdministratively(id, chargePoint, 1, ClosingRule.OPERATOR, "gone", half, half));
        happened(received(at(ONE.minusSeconds(5), wh("8990"))));
        assertEnergy("4000", "ESTIMATED", "PERIODIC_SAMPLES");

        happened(id, new TransactionReopened(id, chargePoint, "its stop came", ONE.plusSeconds(9)), stopped(9_000L));
        assertEnergy("8000", "CONSISTENT", "REGISTERS");
    }

    @Test
    void samples_count_by_a_clock_that_was_ahead_at_the_start_and_was_corrected_since() {
        TransactionId ahead = transaction();
        Instant claimed = NOON.plusSeconds(7_200);
        happened(
                ahead,
                new TransactionStarted(
                        ahead, chargePoint, 2, new IdTagId("A"), ACCEPTED, 0L, claimed, claimed, null, NOON, null));
        happened(new MeterValuesReceived(
                chargePoint,
                2,
                ahead,
                Attribution.CLAIMED,
                null,
                List.of(at(claimed.plusSeconds(60), wh("0")), at(claimed.plusSeconds(3_000), wh("8000"))),
                ONE,
                null));
        happened(
                ahead,
                new TransactionStopped(
                        ahead,
                        chargePoint,
                        2,
                        8_000L,
                        ONE,
                        ONE,
                        StopReason.LOCAL,
                        null,
                        null,
                        null,
                        List.of(),
                        ONE,
                        null));

        assertThat(query("{ transaction(transactionId: %d) { energy { verdict } } }".formatted(ahead.value()))
                        .toString())
                .contains("CONSISTENT");
    }

    @Test
    void it_does_not_matter_whether_stop_and_samples_are_read_together() {
        long head = log().together(() -> {
            log().record(
                            "Fact",
                            "fact-" + number(),
                            received(at(NOON.plusSeconds(5), wh("1000")), at(ONE.plusSeconds(1_800), wh("15000"))));
            log().record("Transaction", id.toString(), stopped(9_000L));
            log().record("Fact", "fact-" + number(), received(at(ONE.minusSeconds(5), wh("8990"))));
        });

        assertThat(progress().await(head, Duration.ofSeconds(20))).isTrue();
        assertEnergy("8000", "CONSISTENT", "REGISTERS");
    }

    private static SampledValue phase(String phase, String value) {
        return sample(value, "Sample.Periodic", SampledValue.ENERGY_IMPORT_REGISTER, phase, "Wh");
    }

    private static SampledValue register(String value, String context) {
        return sample(value, context, SampledValue.ENERGY_IMPORT_REGISTER, null, "Wh");
    }

    @Test
    void phases_add_up_where_no_total_is_given() {
        happened(received(at(
                NOON.plusSeconds(600),
                sample("1000", "Sample.Periodic", SampledValue.ENERGY_IMPORT_REGISTER, "L1", "Wh"),
                sample("1100", "Sample.Periodic", SampledValue.ENERGY_IMPORT_REGISTER, "L2", "Wh"),
                sample("1200", "Sample.Periodic", SampledValue.ENERGY_IMPORT_REGISTER, "L3", "Wh"))));
        assertEnergy("2300", "ESTIMATED", "PERIODIC_SAMPLES");
    }

    @Test
    void an_administrative_closing_shows_its_evidence_and_a_late_stop_corrects_it() {
        happened(
                id,
                new TransactionClosedAdministratively(
                        id, chargePoint, 1, ClosingRule.NEXT_START_ON_CONNECTOR, "another started", ONE, ONE));
        assertShown("state endedAt closing { rule evidence endedBy reopenedAt }", """
            {"state":"CLOSED_ADMINISTRATIVELY","endedAt":"2026-03-01T13:00:00Z",\
            "closing":{"rule":"NEXT_START_ON_CONNECTOR","evidence":"another started",\
            "endedBy":"2026-03-01T13:00:00Z","reopenedAt":null}}\
            """);

        happened(id, new TransactionReopened(id, chargePoint, "its stop came", ONE.plusSeconds(9)), stopped(9_000L));
        assertShown("state endedAt closing { reopenedAt reopeningEvidence } stop { reason }", """
            {"state":"STOPPED","endedAt":"2026-03-01T13:00:00Z","closing":{"reopenedAt":"2026-03-01T13:00:09Z",\
            "reopeningEvidence":"its stop came"},"stop":{"reason":"EV_DISCONNECTED"}}\
            """);
    }

    @Test
    void meter_values_are_time_series_in_which_a_repeated_sample_is_one() {
        MeterValue power = at(
                NOON.plusSeconds(60),
                sample("11000.50", "Sample.Periodic", "Power.Active.Import", null, "W"),
                sample("230.1", "Sample.Periodic", "Voltage", "L1-N", "V"));
        happened(received(power));
        happened(received(
                power, at(NOON.plusSeconds(120), sample("0", "Sample.Periodic", "Power.Active.Import", null, "W"))));
        happened(id, stopped(9_000L, power));

        assertShown(
                "meterValues { measurand phase location context unit format samples { sampledAt value text } }", """
                {"meterValues":[\
                {"measurand":"Power.Active.Import","phase":null,"location":"Outlet","context":"Sample.Periodic",\
                "unit":"W","format":"Raw","samples":[\
                {"sampledAt":"2026-03-01T12:01:00Z","value":11000.5,"text":null},\
                {"sampledAt":"2026-03-01T12:02:00Z","value":0,"text":null}]},\
                {"measurand":"Voltage","phase":"L1-N","location":"Outlet","context":"Sample.Periodic",\
                "unit":"V","format":"Raw","samples":[\
                {"sampledAt":"2026-03-01T12:01:00Z","value":230.1,"text":null}]}]}\
                """);
        assertShown("meterValues(measurand: \"Voltage\", phase: \"L1-N\") { samples { value } }", """
            {"meterValues":[{"samples":[{"value":230.1}]}]}\
            """);
        assertShown(
                "meterValues(context: \"Sample.Periodic\", from: \"2026-03-01T13:01:30+01:00\") { samples { value } }",
                """
                {"meterValues":[{"samples":[{"value":0}]}]}\
                """);
        assertShown("meterValues(measurand: \"Power.Active.Import\", first: 1) { samples { value } }", """
            {"meterValues":[{"samples":[{"value":11000.5}]}]}\
            """);
    }

    @Test
    void signed_data_is_kept_byte_for_byte() {
        happened(received(at(ONE, new SampledValue(SIGNED, "Transaction.End", "SignedData", null, null, null, null))));

        JsonNode series = shown("meterValues { format samples { value text } }")
                .get("meterValues")
                .get(0);
        assertThat(series.get("format").asString()).isEqualTo("SignedData");
        assertThat(series.get("samples").get(0).get("text").asString()).isEqualTo(SIGNED);
        assertThat(series.get("samples").get(0).get("value").isNull()).isTrue();
    }

    @Test
    void meter_values_of_no_transaction_belong_to_none() {
        happened(new MeterValuesReceived(
                chargePoint, 0, null, Attribution.NONE, null, List.of(at(NOON, wh("5"))), NOON, null));
        assertShown("meterValues { measurand }", "{\"meterValues\":[]}");
    }

    @Test
    void stray_stops_are_listed_with_what_became_of_them() {
        happened(new StrayStopAssigned("a", chargePoint, id, null));
        happened(new StrayStopKept(
                "b",
                chargePoint,
                AnomalyKind.UNASSIGNED_STOP,
                -1,
                700L,
                ONE,
                StopReason.LOCAL,
                new IdTagId("Alice"),
                null,
                List.of(at(ONE, wh("700"))),
                ONE,
                null));

        assertThat(query("""
            { strayStops(chargePoint: "%s") { nodes {
                cause transactionId claimedTransactionId meterStopWh stopReason idTag sampleCount } } }\
            """.formatted(chargePoint.value())).toString()).isEqualTo("""
                {"strayStops":{"nodes":[{"cause":"UNASSIGNED_STOP","transactionId":null,\
                "claimedTransactionId":-1,"meterStopWh":700,"stopReason":"LOCAL","idTag":"Alice",\
                "sampleCount":1},{"cause":null,"transactionId":%d,"claimedTransactionId":null,\
                "meterStopWh":null,"stopReason":null,"idTag":null,"sampleCount":0}]}}\
                """.formatted(id.value()));
    }

    @Test
    void a_stray_stop_shows_of_which_transaction_it_was_found_to_be() {
        StrayStopReconciled reconciled = new StrayStopReconciled(
                "late-" + id.value(), chargePoint, id, ReconciliationRule.STOP_BEFORE_START, "it fits", ONE);
        happened(new StrayStopKept(
                reconciled.stopKey(),
                chargePoint,
                AnomalyKind.UNASSIGNED_STOP,
                -1,
                700L,
                ONE,
                StopReason.LOCAL,
                null,
                null,
                List.of(),
                ONE,
                null));
        happened(reconciled);

        assertThat(query("""
            { strayStops(chargePoint: "%s") { nodes {
                cause transactionId reconciliation { rule evidence reconciledAt } } } }\
            """.formatted(chargePoint.value())).toString()).isEqualTo("""
                {"strayStops":{"nodes":[{"cause":"UNASSIGNED_STOP","transactionId":%d,"reconciliation":{\
                "rule":"STOP_BEFORE_START","evidence":"it fits","reconciledAt":"2026-03-01T13:00:00Z"}}]}}\
                """.formatted(id.value()));
    }

    @Test
    void an_event_that_comes_again_changes_nothing() {
        happened(id, stopped(9_000L));
        String before = shown("state energy { energyWh verdict }").toString();

        happened(id, started(1_000L), stopped(9_000L));

        assertThat(shown("state energy { energyWh verdict }").toString()).isEqualTo(before);
    }

    @Test
    void statistics_leave_out_energy_that_cannot_be() {
        TransactionId negative = transaction();
        happened(id, stopped(9_000L));
        happened(
                negative,
                new TransactionStarted(
                        negative, chargePoint, 2, new IdTagId("Alice"), ACCEPTED, 5_000L, NOON, NOON, null, NOON, null),
                new TransactionStopped(
                        negative,
                        chargePoint,
                        2,
                        1L,
                        ONE,
                        ONE,
                        StopReason.LOCAL,
                        null,
                        null,
                        null,
                        List.of(),
                        ONE,
                        null));

        assertThat(query("""
            { transactionStatistics(from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z",
                groupBy: CONNECTOR, filter: {chargePoint: "%s"}) {
                key count openCount implausibleCount energyWh durationSeconds } }\
            """.formatted(chargePoint.value())).toString()).isEqualTo("""
                {"transactionStatistics":[\
                {"key":"%1$s/1","count":1,"openCount":0,"implausibleCount":0,\
                "energyWh":8000,"durationSeconds":3600},\
                {"key":"%1$s/2","count":1,"openCount":0,"implausibleCount":1,\
                "energyWh":0,"durationSeconds":3600}]}\
                """.formatted(chargePoint.value()));
    }

    @Test
    void every_way_of_grouping_works() {
        for (TransactionStatistics.Grouping grouping : TransactionStatistics.Grouping.values()) {
            assertThat(query("""
                { transactionStatistics(from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z",
                    groupBy: %s, filter: {chargePoint: "%s"}) { count } }\
                """.formatted(grouping, chargePoint.value())).toString())
                    .isEqualTo("{\"transactionStatistics\":[{\"count\":1}]}");
        }
    }

    @Test
    void filters_find_by_charge_point_idTag_state_verdict_reason_and_time() {
        happened(id, stopped(9_000L));
        String own = "chargePoint: \"%s\"".formatted(chargePoint.value());

        assertThat(count(own)).isOne();
        assertThat(count(own + ", idTag: \"ALICE\", connectorId: 1, states: [STOPPED, OPEN], verdicts: [SINGLE]"))
                .isOne();
        assertThat(count(own + ", stopReasons: [EV_DISCONNECTED]")).isOne();
        assertThat(count(own + ", from: \"2026-03-01T12:00:00Z\", to: \"2026-03-01T12:00:01Z\""))
                .isOne();
        assertThat(count(own + ", states: [OPEN]")).isZero();
        assertThat(count(own + ", states: []")).isZero();
        assertThat(count(own + ", verdicts: [IMPLAUSIBLE]")).isZero();
        assertThat(count(own + ", idTag: \"Bob\"")).isZero();
        assertThat(count(own + ", to: \"2026-03-01T12:00:00Z\"")).isZero();
    }

    private int count(String filter) {
        return query("{ transactions(filter: {%s}) { nodes { transactionId } } }".formatted(filter))
                .get("transactions")
                .get("nodes")
                .size();
    }

    private void assertEnergy(String wh, String verdict, String source) {
        JsonNode energy = shown("energy { energyWh verdict source }").get("energy");
        assertThat(energy.get("energyWh").decimalValue()).isEqualByComparingTo(wh);
        assertThat(energy.get("verdict").asString()).isEqualTo(verdict);
        assertThat(energy.get("source").asString()).isEqualTo(source);
    }

    private void assertShown(String fields, String expected) {
        assertThat(shown(fields).toString()).isEqualTo(expected);
    }

    private JsonNode shown(String fields) {
        return query("{ transaction(transactionId: %d) { %s } }".formatted(id.value(), fields))
                .get("transaction");
    }
}
