package dev.csms.domain.metervalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.DomainFixture;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.metervalue.MeterValueCommand.RecordMeterValues;
import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import dev.csms.domain.transaction.TransactionCommand.StopTransaction;
import dev.csms.domain.transaction.TransactionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeterValuesTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final ChargePointId OTHER_CP = new ChargePointId("CP-2");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final TransactionId FIRST = new TransactionId(1);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @Test
    void values_that_name_their_transaction_belong_to_it() {
        csms.given(register(CP), start(CP)).when(values(CP, 1, 1L, LATER));
        assertThat(csms.event(MeterValuesReceived.class))
                .isEqualTo(
                        new MeterValuesReceived(CP, 1, FIRST, Attribution.CLAIMED, null, sampled(LATER), LATER, null));
    }

    @Test
    void values_after_the_stop_still_belong_to_it_and_do_not_revive_it() {
        csms.given(register(CP), start(CP), stop()).when(values(CP, 1, 1L, LATER));
        assertThat(csms.event(MeterValuesReceived.class).transactionId()).isEqualTo(FIRST);
        csms.expectEventTypes(MeterValuesReceived.class);
    }

    @Test
    void values_that_still_name_the_last_transaction_are_of_the_one_that_runs() {
        csms.given(register(CP), start(CP), stop(), start(CP, LATER.plusSeconds(600)))
                .when(values(CP, 1, 1L, LATER.plusSeconds(660)));
        MeterValuesReceived received = csms.event(MeterValuesReceived.class);
        assertThat(received.transactionId()).isEqualTo(new TransactionId(2));
        assertThat(received.attribution()).isEqualTo(Attribution.BY_CONNECTOR);
        assertThat(received.claimedTransactionId()).isEqualTo(1);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(AnomalyKind.ENDED_TRANSACTION);
        csms.when(values(CP, 1, 1L, LATER.plusSeconds(300)));
        assertThat(csms.event(MeterValuesReceived.class).transactionId()).isEqualTo(FIRST);
        csms.when(values(CP, 2, 1L, LATER.plusSeconds(660)));
        assertThat(csms.event(MeterValuesReceived.class).transactionId()).isEqualTo(FIRST);
    }

    @Test
    void values_of_a_transaction_that_the_next_start_has_closed_go_by_connector_and_time() {
        csms.given(register(CP), start(CP), start(CP, LATER)).when(values(CP, 1, 1L, LATER.plusSeconds(60)));
        assertThat(csms.event(MeterValuesReceived.class).transactionId()).isEqualTo(new TransactionId(2));
        csms.when(values(CP, 1, 1L, LATER.minusSeconds(1)));
        assertThat(csms.event(MeterValuesReceived.class).transactionId()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0})
    void values_of_a_transaction_whose_id_was_never_learnt_go_by_connector_and_time(long claimed) {
        csms.given(register(CP), start(CP)).when(values(CP, 1, claimed, LATER));
        MeterValuesReceived received = csms.event(MeterValuesReceived.class);
        assertThat(received.transactionId()).isEqualTo(FIRST);
        assertThat(received.attribution()).isEqualTo(Attribution.BY_CONNECTOR);
        assertThat(received.claimedTransactionId()).isEqualTo(claimed);
    }

    @Test
    void values_without_a_transaction_go_by_connector_and_time() {
        csms.given(register(CP), start(CP)).when(values(CP, 1, null, LATER));
        assertThat(csms.event(MeterValuesReceived.class).attribution()).isEqualTo(Attribution.BY_CONNECTOR);
    }

    @Test
    void values_from_before_the_start_belong_to_none() {
        csms.given(register(CP), start(CP)).when(values(CP, 1, null, NOON.minusSeconds(60)));
        assertThat(csms.event(MeterValuesReceived.class).attribution()).isEqualTo(Attribution.NONE);
    }

    @Test
    void values_of_the_main_meter_belong_to_none() {
        csms.given(register(CP), start(CP)).when(values(CP, 0, null, LATER));
        assertThat(csms.event(MeterValuesReceived.class).attribution()).isEqualTo(Attribution.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4711, Integer.MAX_VALUE, Long.MAX_VALUE})
    void values_of_a_transaction_that_was_never_started_are_kept_unassigned(long claimed) {
        csms.given(register(CP), start(CP)).when(values(CP, 1, claimed, LATER));
        MeterValuesReceived received = csms.event(MeterValuesReceived.class);
        assertThat(received.transactionId()).isNull();
        assertThat(received.attribution()).isEqualTo(Attribution.UNASSIGNED);
        assertThat(received.claimedTransactionId()).isEqualTo(claimed);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(AnomalyKind.UNKNOWN_TRANSACTION);
    }

    @Test
    void values_for_another_charge_points_transaction_are_kept_unassigned() {
        csms.given(register(CP), register(OTHER_CP), start(OTHER_CP)).when(values(CP, 1, 1L, LATER));
        assertThat(csms.event(MeterValuesReceived.class).transactionId()).isNull();
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(AnomalyKind.FOREIGN_TRANSACTION);
    }

    @Test
    void values_said_again_are_recorded_once() {
        csms.given(register(CP), start(CP), values(CP, 1, 1L, LATER));
        assertThatThrownBy(() -> csms.when(values(CP, 1, 1L, LATER)))
                .isInstanceOf(AggregateStreamCreationException.class);
    }

    @Test
    void a_clock_that_was_never_set_costs_no_values_but_those_that_are_said_again() {
        csms.given(register(CP), start(CP)).when(values(CP, 1, null, Instant.EPOCH, LATER, "1"));
        MeterValuesReceived received = csms.event(MeterValuesReceived.class);
        assertThat(received.meterValues().getFirst().sampledAt()).isEqualTo(LATER);
        assertThat(received.transactionId()).isEqualTo(FIRST);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(AnomalyKind.IMPLAUSIBLE_TIME);
        csms.given().when(values(CP, 1, null, Instant.EPOCH, LATER.plusSeconds(60), "2"));
        assertThat(csms.event(MeterValuesReceived.class)
                        .meterValues()
                        .getFirst()
                        .sampledAt())
                .isEqualTo(LATER.plusSeconds(60));
        assertThatThrownBy(() -> csms.when(values(CP, 1, null, Instant.EPOCH, LATER.plusSeconds(120), "2")))
                .isInstanceOf(AggregateStreamCreationException.class);
    }

    @Test
    void what_is_signed_is_kept_beside_what_is_not() {
        csms.given(register(CP), start(CP), values(CP, 1, 1L, LATER))
                .when(new RecordMeterValues(
                        CP,
                        1,
                        1L,
                        List.of(new MeterValue(LATER, List.of(sample("OCMF|", "SignedData", null, null)))),
                        LATER,
                        null));
        assertThat(csms.event(MeterValuesReceived.class).transactionId()).isEqualTo(FIRST);
    }

    @Test
    void what_a_charge_point_leaves_out_is_assumed_as_specified() {
        SampledValue bare = sample("123", null, null, null);
        assertThat(bare.effectiveMeasurand()).isEqualTo("Energy.Active.Import.Register");
        assertThat(bare.effectiveUnit()).contains("Wh");
        assertThat(bare.effectiveContext()).isEqualTo("Sample.Periodic");
        assertThat(bare.effectiveLocation()).isEqualTo("Outlet");
        assertThat(bare.effectiveFormat()).isEqualTo("Raw");
        assertThat(sample("50", null, "Frequency", null).effectiveUnit()).isEmpty();
    }

    @Test
    void numbers_are_read_where_they_are_numbers() {
        assertThat(sample(" 12.50 ", null, null, null).number()).contains(new BigDecimal("12.50"));
        assertThat(sample("1e5", null, null, null).number()).contains(new BigDecimal("1e5"));
        assertThat(sample("1e999999999", null, null, null).number()).isEmpty();
        assertThat(sample("null", null, null, null).number()).isEmpty();
        assertThat(sample("", null, null, null).number()).isEmpty();
        assertThat(sample("0123", "SignedData", null, null).number()).isEmpty();
    }

    private static SampledValue sample(
            String value, @Nullable String format, @Nullable String measurand, @Nullable String unit) {
        return new SampledValue(value, null, format, measurand, null, null, unit);
    }

    private static List<MeterValue> sampled(Instant at) {
        return List.of(new MeterValue(at, List.of(sample("1234", null, null, null))));
    }

    private static RecordMeterValues values(
            ChargePointId chargePoint, int connectorId, @Nullable Long transactionId, Instant at) {
        return new RecordMeterValues(chargePoint, connectorId, transactionId, sampled(at), at, null);
    }

    private static RecordMeterValues values(
            ChargePointId chargePoint,
            int connectorId,
            @Nullable Long transactionId,
            Instant at,
            Instant receivedAt,
            String value) {
        return new RecordMeterValues(
                chargePoint,
                connectorId,
                transactionId,
                List.of(new MeterValue(at, List.of(sample(value, null, null, null)))),
                receivedAt,
                null);
    }

    private static RegisterChargePoint register(ChargePointId id) {
        return new RegisterChargePoint(
                id, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null);
    }

    private static StartTransaction start(ChargePointId chargePoint) {
        return start(chargePoint, NOON);
    }

    private static StartTransaction start(ChargePointId chargePoint, Instant at) {
        return new StartTransaction(chargePoint, 1, new IdTagId("ALICE"), 1_000L, at, null, at, null);
    }

    private static StopTransaction stop() {
        return new StopTransaction(CP, 1, 9_000L, LATER, null, StopReason.LOCAL, List.of(), LATER, null);
    }
}
