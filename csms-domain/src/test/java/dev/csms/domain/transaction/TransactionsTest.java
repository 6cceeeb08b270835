package dev.csms.domain.transaction;

import static dev.csms.domain.anomaly.AnomalyKind.CLOCK_AHEAD;
import static dev.csms.domain.anomaly.AnomalyKind.CONFLICTING_STOP;
import static dev.csms.domain.anomaly.AnomalyKind.FOREIGN_TRANSACTION;
import static dev.csms.domain.anomaly.AnomalyKind.IMPLAUSIBLE_TIME;
import static dev.csms.domain.anomaly.AnomalyKind.IMPOSSIBLE_CONNECTOR;
import static dev.csms.domain.anomaly.AnomalyKind.MISSING_TIME;
import static dev.csms.domain.anomaly.AnomalyKind.NEGATIVE_ENERGY;
import static dev.csms.domain.anomaly.AnomalyKind.STOPPED_BY_UNRELATED_ID_TAG;
import static dev.csms.domain.anomaly.AnomalyKind.UNASSIGNED_STOP;
import static dev.csms.domain.anomaly.AnomalyKind.UNKNOWN_TRANSACTION;
import static dev.csms.domain.idtag.AuthorizationStatus.ACCEPTED;
import static dev.csms.domain.idtag.AuthorizationStatus.BLOCKED;
import static dev.csms.domain.idtag.AuthorizationStatus.CONCURRENT_TX;
import static dev.csms.domain.idtag.AuthorizationStatus.EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.DomainFixture;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorOccupied;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorReleased;
import dev.csms.domain.chargepoint.ChargePointEvent.StopSetAside;
import dev.csms.domain.chargepoint.ChargePointEvent.StopTakenUp;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.idtag.IdTagCommand.BlockIdTag;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagEvent.IdTagDisengaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagEngaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagRegistered;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.idtag.UnknownIdTags;
import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopAssigned;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopKept;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopReconciled;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import dev.csms.domain.transaction.TransactionCommand.StopTransaction;
import dev.csms.domain.transaction.TransactionEvent.TransactionClosedAdministratively;
import dev.csms.domain.transaction.TransactionEvent.TransactionReopened;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionStartEvent.TransactionIdAssigned;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final ChargePointId OTHER_CP = new ChargePointId("CP-2");
    private static final IdTagId ALICE = new IdTagId("ALICE");
    private static final IdTagId BOB = new IdTagId("BOB");
    private static final IdTagId FAMILY = new IdTagId("FAMILY");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final IdTagInfo ACCEPTED_INFO = new IdTagInfo(ACCEPTED, null, null);
    private static final TransactionId FIRST = new TransactionId(1);
    private static final TransactionId SECOND = new TransactionId(2);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @Test
    void a_start_opens_a_transaction_occupies_the_connector_and_counts_for_the_tag() {
        csms.given(register(CP), tag(ALICE))
                .when(start(CP, 1, ALICE, NOON))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectEventTypes(
                        IdTagEngaged.class,
                        TransactionStarted.class,
                        TransactionIdAssigned.class,
                        ConnectorOccupied.class);
    }

    @Test
    void what_had_to_be_mended_is_kept_as_it_was_said() {
        csms.given(register(CP), tag(ALICE))
                .when(new StartTransaction(CP, 1, ALICE, 1_001L, NOON, null, NOON, "{\"meterStart\":1000.6}"));
        assertThat(csms.event(TransactionStarted.class).raw()).isEqualTo("{\"meterStart\":1000.6}");
        csms.when(new StopTransaction(
                CP, 1, 1_235L, LATER, null, StopReason.LOCAL, List.of(), LATER, "{\"meterStop\":1234.6}"));
        assertThat(csms.event(TransactionStopped.class).raw()).isEqualTo("{\"meterStop\":1234.6}");
        csms.when(new StopTransaction(
                CP, 4711, 1_235L, LATER, null, StopReason.LOCAL, List.of(), LATER, "{\"meterStop\":1234.6}"));
        assertThat(csms.event(StrayStopKept.class).raw()).isEqualTo("{\"meterStop\":1234.6}");
    }

    @Test
    void a_resent_start_gets_the_first_answer_and_no_event() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(start(CP, 1, ALICE, NOON))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectNoEvents();
    }

    @Test
    void a_resent_start_is_known_in_whatever_case_its_tag_is_written() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(start(CP, 1, new IdTagId("alice"), NOON))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectNoEvents();
    }

    @Test
    void a_start_is_known_again_after_its_stop_and_after_later_starts() {
        csms.given(
                        register(CP),
                        tag(ALICE),
                        start(CP, 1, ALICE, NOON),
                        stop(CP, 1, LATER),
                        start(CP, 1, ALICE, LATER.plusSeconds(60)),
                        stop(CP, 2, LATER.plusSeconds(120)))
                .when(start(CP, 1, ALICE, NOON))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectNoEvents();
    }

    @Test
    void a_resent_start_gets_the_first_standing_although_the_tag_has_been_blocked_since() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON), new BlockIdTag(ALICE, null))
                .when(start(CP, 1, ALICE, NOON))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectNoEvents();
    }

    @Test
    void an_old_start_that_was_never_heard_of_is_a_transaction() {
        csms.given(register(CP), tag(ALICE), tag(BOB), start(CP, 1, ALICE, LATER))
                .when(start(CP, 1, BOB, NOON))
                .expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO));
        assertThat(csms.event(TransactionStarted.class).startedAt()).isEqualTo(NOON);
    }

    @Test
    void an_unknown_tag_gets_a_transaction_and_the_truth() {
        csms.given(register(CP))
                .when(start(CP, 1, ALICE, NOON))
                .expectAnswer(new StartAnswer(FIRST, IdTagInfo.INVALID))
                .expectEventTypes(TransactionStarted.class, TransactionIdAssigned.class, ConnectorOccupied.class);
    }

    @Test
    void a_blocked_tag_gets_a_transaction_and_the_truth() {
        csms.given(register(CP), tag(ALICE), new BlockIdTag(ALICE, "lost"))
                .when(start(CP, 1, ALICE, NOON))
                .expectAnswer(new StartAnswer(FIRST, new IdTagInfo(BLOCKED, null, null)));
    }

    @Test
    void an_expired_tag_gets_a_transaction_and_the_truth() {
        csms.given(register(CP), new RegisterIdTag(ALICE, null, NOON, 1))
                .when(start(CP, 1, ALICE, NOON))
                .expectAnswer(new StartAnswer(FIRST, new IdTagInfo(EXPIRED, NOON, null)));
    }

    @Test
    void a_tag_in_use_elsewhere_is_concurrent() {
        csms.given(register(CP), register(OTHER_CP), tag(ALICE), start(OTHER_CP, 1, ALICE, NOON))
                .when(start(CP, 1, ALICE, LATER))
                .expectAnswer(new StartAnswer(SECOND, new IdTagInfo(CONCURRENT_TX, null, null)));
    }

    @Test
    void a_concurrent_start_does_not_count_against_the_limit_and_its_stop_frees_nothing() {
        csms.given(
                        register(CP),
                        register(OTHER_CP),
                        tag(ALICE),
                        start(OTHER_CP, 1, ALICE, NOON),
                        start(CP, 1, ALICE, NOON),
                        stop(CP, 2, LATER))
                .when(start(CP, 1, ALICE, LATER.plusSeconds(1)))
                .expectAnswer(new StartAnswer(new TransactionId(3), new IdTagInfo(CONCURRENT_TX, null, null)));
    }

    @Test
    void a_tag_is_free_again_after_its_stop() {
        csms.given(
                        register(CP),
                        register(OTHER_CP),
                        tag(ALICE),
                        start(OTHER_CP, 1, ALICE, NOON),
                        stop(OTHER_CP, 1, LATER))
                .when(start(CP, 1, ALICE, LATER))
                .expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO));
    }

    @Test
    void a_tag_without_a_limit_may_have_any_number_open_and_keeps_no_count() {
        csms.given(
                        register(CP),
                        register(OTHER_CP),
                        new RegisterIdTag(ALICE, null, null, 0),
                        start(OTHER_CP, 1, ALICE, NOON))
                .when(start(CP, 1, ALICE, NOON))
                .expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO))
                .expectEventTypes(TransactionStarted.class, TransactionIdAssigned.class, ConnectorOccupied.class);
    }

    @Test
    void an_unknown_tag_is_registered_where_unknown_tags_are_accepted() {
        try (DomainFixture open = new DomainFixture(UnknownIdTags.ACCEPT)) {
            open.given(register(CP))
                    .when(start(CP, 1, ALICE, NOON))
                    .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                    .expectEventTypes(
                            IdTagRegistered.class,
                            IdTagEngaged.class,
                            TransactionStarted.class,
                            TransactionIdAssigned.class,
                            ConnectorOccupied.class);
        }
    }

    @Test
    void the_next_start_on_the_connector_proves_an_open_transaction_over() {
        csms.given(register(CP), tag(ALICE), tag(BOB), start(CP, 1, ALICE, NOON))
                .when(start(CP, 1, BOB, LATER))
                .expectEventTypes(
                        TransactionClosedAdministratively.class,
                        IdTagDisengaged.class,
                        ConnectorReleased.class,
                        IdTagEngaged.class,
                        TransactionStarted.class,
                        TransactionIdAssigned.class,
                        ConnectorOccupied.class);
        TransactionClosedAdministratively closed = csms.event(TransactionClosedAdministratively.class);
        assertThat(closed.transactionId()).isEqualTo(FIRST);
        assertThat(closed.rule()).isEqualTo(ClosingRule.NEXT_START_ON_CONNECTOR);
        assertThat(closed.evidence()).contains("transaction 2", "connector 1");
        assertThat(closed.endedBy()).isEqualTo(LATER);
    }

    @Test
    void a_start_by_a_clock_that_was_ahead_is_proved_over_by_the_next_one_that_we_hear_of() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON.plusSeconds(7_200), NOON))
                .when(start(CP, 1, ALICE, NOON.plusSeconds(1_800)))
                .expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO));
        TransactionClosedAdministratively closed = csms.event(TransactionClosedAdministratively.class);
        assertThat(closed.transactionId()).isEqualTo(FIRST);
        assertThat(closed.endedBy()).as("not before it began").isEqualTo(NOON.plusSeconds(7_200));
    }

    @Test
    void of_two_starts_by_a_clock_that_is_ahead_the_earlier_one_ends_nothing() {
        csms.given(
                        register(CP),
                        tag(ALICE),
                        tag(BOB),
                        start(CP, 1, ALICE, NOON.plusSeconds(9_000), NOON.plusSeconds(1_800)))
                .when(start(CP, 1, BOB, NOON.plusSeconds(7_200), NOON.plusSeconds(1_801)));
        assertThat(csms.has(TransactionClosedAdministratively.class)).isFalse();
    }

    @Test
    void a_start_by_a_clock_that_was_ahead_is_known_again_after_the_next_one() {
        csms.given(
                        register(CP),
                        tag(ALICE),
                        start(CP, 1, ALICE, NOON.plusSeconds(7_200), NOON),
                        start(CP, 1, ALICE, NOON.plusSeconds(1_800)))
                .when(start(CP, 1, ALICE, NOON.plusSeconds(7_200), NOON.plusSeconds(9_000)))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectNoEvents();
    }

    @Test
    void a_stop_without_an_id_finds_what_was_started_by_a_clock_that_was_ahead() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON.plusSeconds(7_200), NOON))
                .when(stop(CP, -1, LATER));
        assertThat(csms.event(TransactionStopped.class).transactionId()).isEqualTo(FIRST);
    }

    @Test
    void what_somebody_closes_frees_its_tag_and_is_corrected_by_a_stop_that_comes_later() {
        csms.given(register(CP), register(OTHER_CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(new CloseTransaction(CP, FIRST, " the charger burnt down ", LATER))
                .expectAnswer(true)
                .expectEventTypes(
                        TransactionClosedAdministratively.class, IdTagDisengaged.class, ConnectorReleased.class);
        TransactionClosedAdministratively closed = csms.event(TransactionClosedAdministratively.class);
        assertThat(closed.rule()).isEqualTo(ClosingRule.OPERATOR);
        assertThat(closed.evidence()).isEqualTo("the charger burnt down");
        csms.given()
                .when(new CloseTransaction(CP, FIRST, "again", LATER))
                .expectAnswer(false)
                .expectNoEvents();
        csms.given().when(start(OTHER_CP, 1, ALICE, LATER)).expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO));
        csms.given().when(stop(CP, 1, LATER)).expectEventTypes(TransactionReopened.class, TransactionStopped.class);
    }

    @Test
    void a_transaction_is_closed_for_its_own_charge_point_only() {
        csms.given(register(CP), register(OTHER_CP), tag(ALICE), start(CP, 1, ALICE, NOON));
        assertThatThrownBy(() -> csms.when(new CloseTransaction(OTHER_CP, FIRST, "mistaken", LATER)))
                .isInstanceOf(AggregateNotFoundException.class);
    }

    @Test
    void the_same_tag_that_starts_again_on_the_connector_is_not_concurrent_with_itself() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(start(CP, 1, ALICE, LATER))
                .expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO));
    }

    @Test
    void a_start_on_another_connector_proves_nothing() {
        csms.given(register(CP), tag(ALICE), tag(BOB), start(CP, 1, ALICE, NOON))
                .when(start(CP, 2, BOB, LATER))
                .expectEventTypes(
                        IdTagEngaged.class,
                        TransactionStarted.class,
                        TransactionIdAssigned.class,
                        ConnectorOccupied.class);
    }

    @Test
    void an_older_start_proves_nothing() {
        csms.given(register(CP), tag(ALICE), tag(BOB), start(CP, 1, ALICE, LATER))
                .when(start(CP, 1, BOB, NOON))
                .expectEventTypes(
                        IdTagEngaged.class,
                        TransactionStarted.class,
                        TransactionIdAssigned.class,
                        ConnectorOccupied.class);
    }

    @Test
    void a_late_stop_reopens_and_corrects_what_was_closed_administratively() {
        csms.given(register(CP), tag(ALICE), tag(BOB), start(CP, 1, ALICE, NOON), start(CP, 1, BOB, LATER))
                .when(stop(CP, 1, NOON.plusSeconds(600)))
                .expectAnswer(new StopAnswer(null))
                .expectEventTypes(TransactionReopened.class, TransactionStopped.class);
        assertThat(csms.event(TransactionStopped.class).stoppedAt()).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void a_stop_ends_the_transaction_and_frees_connector_and_tag() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(stop(CP, 1, LATER))
                .expectAnswer(new StopAnswer(null))
                .expectEventTypes(TransactionStopped.class, ConnectorReleased.class, IdTagDisengaged.class);
    }

    @Test
    void a_repeated_stop_gets_the_first_answer_and_no_event() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON), stopBy(ALICE, 1), new BlockIdTag(ALICE, null))
                .when(stopBy(ALICE, 1))
                .expectAnswer(new StopAnswer(ACCEPTED_INFO))
                .expectNoEvents();
    }

    @Test
    void an_unknown_tag_that_stops_is_registered_once_where_unknown_tags_are_accepted() {
        try (DomainFixture open = new DomainFixture(UnknownIdTags.ACCEPT)) {
            open.given(register(CP), start(CP, 1, ALICE, NOON))
                    .when(stopBy(BOB, 1))
                    .expectAnswer(new StopAnswer(ACCEPTED_INFO));
            assertThat(open.event(IdTagRegistered.class).idTag()).isEqualTo(BOB);
            assertThat(open.event(TransactionStopped.class).answer()).isEqualTo(ACCEPTED_INFO);
            open.given()
                    .when(stopBy(BOB, 1))
                    .expectAnswer(new StopAnswer(ACCEPTED_INFO))
                    .expectNoEvents();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4711})
    void an_unknown_tag_of_a_stop_that_fits_none_is_registered_where_unknown_tags_are_accepted(long transactionId) {
        try (DomainFixture open = new DomainFixture(UnknownIdTags.ACCEPT)) {
            open.given(register(CP)).when(stopBy(BOB, transactionId)).expectAnswer(new StopAnswer(ACCEPTED_INFO));
            assertThat(open.event(IdTagRegistered.class).idTag()).isEqualTo(BOB);
        }
    }

    @Test
    void a_second_different_stop_changes_nothing_and_is_kept_once() {
        StopTransaction second = new StopTransaction(
                CP, 1, 77_000L, LATER.plusSeconds(9), null, StopReason.POWER_LOSS, List.of(), LATER, null);
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON), stop(CP, 1, LATER))
                .when(second)
                .expectAnswer(new StopAnswer(null))
                .expectEventTypes(StrayStopKept.class, AnomalyDetected.class);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(CONFLICTING_STOP);
        csms.given().when(second).expectAnswer(new StopAnswer(null)).expectNoEvents();
    }

    @Test
    void a_stop_of_another_charge_points_transaction_is_answered_kept_and_not_applied() {
        csms.given(register(CP), register(OTHER_CP), tag(ALICE), start(OTHER_CP, 1, ALICE, NOON))
                .when(stop(CP, 1, LATER))
                .expectAnswer(new StopAnswer(null))
                .expectEventTypes(StrayStopKept.class, AnomalyDetected.class);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(FOREIGN_TRANSACTION);
        csms.given()
                .when(stop(OTHER_CP, 1, LATER))
                .expectEventTypes(TransactionStopped.class, ConnectorReleased.class, IdTagDisengaged.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {4711, Integer.MAX_VALUE, Long.MAX_VALUE})
    void a_stop_of_a_transaction_that_was_never_started_is_answered_and_kept_once(long transactionId) {
        csms.given(register(CP))
                .when(stop(CP, transactionId, LATER))
                .expectAnswer(new StopAnswer(null))
                .expectEventTypes(StrayStopKept.class, AnomalyDetected.class);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(UNKNOWN_TRANSACTION);
        csms.given().when(stop(CP, transactionId, LATER)).expectNoEvents();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0})
    void a_stop_without_an_id_stops_the_one_transaction_that_was_open(long transactionId) {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(stop(CP, transactionId, LATER))
                .expectAnswer(new StopAnswer(null))
                .expectEventTypes(
                        StrayStopAssigned.class,
                        TransactionStopped.class,
                        ConnectorReleased.class,
                        IdTagDisengaged.class);
        assertThat(csms.event(TransactionStopped.class).claimedTransactionId()).isEqualTo(transactionId);
        csms.given()
                .when(stop(CP, transactionId, LATER))
                .expectAnswer(new StopAnswer(null))
                .expectNoEvents();
    }

    @Test
    void a_stop_without_an_id_goes_by_its_tag_where_several_are_open() {
        csms.given(register(CP), tag(ALICE), tag(BOB), start(CP, 1, ALICE, NOON), start(CP, 2, BOB, NOON))
                .when(stopBy(BOB, -1));
        assertThat(csms.event(TransactionStopped.class).transactionId()).isEqualTo(SECOND);
    }

    @Test
    void a_stop_without_an_id_by_somebody_else_ends_nobodys_transaction() {
        csms.given(register(CP), tag(ALICE), tag(BOB), start(CP, 1, ALICE, NOON))
                .when(stopBy(BOB, -1))
                .expectAnswer(new StopAnswer(ACCEPTED_INFO))
                .expectEventTypes(StrayStopKept.class, StopSetAside.class, AnomalyDetected.class);
    }

    @Test
    void a_stop_without_an_id_by_one_of_the_group_ends_it() {
        csms.given(
                        register(CP),
                        new RegisterIdTag(ALICE, FAMILY, null, 1),
                        new RegisterIdTag(BOB, FAMILY, null, 1),
                        start(CP, 1, ALICE, NOON))
                .when(stopBy(BOB, -1));
        assertThat(csms.event(TransactionStopped.class).transactionId()).isEqualTo(FIRST);
    }

    @Test
    void a_stop_without_an_id_below_where_the_meter_was_is_of_another_transaction() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(new StopTransaction(CP, -1, 500L, LATER, ALICE, StopReason.LOCAL, List.of(), LATER, null))
                .expectEventTypes(StrayStopKept.class, StopSetAside.class, AnomalyDetected.class);
    }

    @Test
    void a_stop_without_an_id_that_fits_none_is_kept() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, LATER))
                .when(stop(CP, -1, NOON))
                .expectAnswer(new StopAnswer(null))
                .expectEventTypes(StrayStopKept.class, StopSetAside.class, AnomalyDetected.class);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(UNASSIGNED_STOP);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 4711})
    void a_stop_that_came_before_its_start_is_applied_when_that_comes(long transactionId) {
        csms.given(register(CP), register(OTHER_CP), tag(ALICE), late(stopBy(ALICE, transactionId)))
                .when(late(start(CP, 1, ALICE, NOON)))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectEventTypes(
                        IdTagEngaged.class,
                        TransactionStarted.class,
                        TransactionIdAssigned.class,
                        ConnectorOccupied.class,
                        StrayStopReconciled.class,
                        StopTakenUp.class,
                        TransactionStopped.class,
                        ConnectorReleased.class,
                        IdTagDisengaged.class);
        StrayStopReconciled reconciled = csms.event(StrayStopReconciled.class);
        assertThat(reconciled.transactionId()).isEqualTo(FIRST);
        assertThat(reconciled.rule()).isEqualTo(ReconciliationRule.STOP_BEFORE_START);
        assertThat(reconciled.evidence()).contains("transaction " + transactionId, "9000 Wh", "ALICE");
        TransactionStopped stopped = csms.event(TransactionStopped.class);
        assertThat(stopped.meterStopWh()).isEqualTo(9_000);
        assertThat(stopped.stoppedAt()).isEqualTo(LATER);
        assertThat(stopped.claimedTransactionId()).isEqualTo(transactionId);
        csms.given()
                .when(late(stopBy(ALICE, transactionId)))
                .expectAnswer(new StopAnswer(ACCEPTED_INFO))
                .expectNoEvents();
        csms.given()
                .when(start(OTHER_CP, 1, ALICE, LATER.plusSeconds(60)))
                .expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO));
    }

    @Test
    void sessions_whose_stops_all_came_first_get_each_its_own() {
        csms.given(
                register(CP),
                tag(ALICE),
                late(stopBy(ALICE, -1, 17_000, LATER.plusSeconds(3_600))),
                late(stopBy(ALICE, -1)));
        csms.when(late(start(CP, 1, ALICE, NOON)));
        assertThat(csms.event(TransactionStopped.class).meterStopWh()).isEqualTo(9_000);
        csms.when(late(
                new StartTransaction(CP, 1, ALICE, 9_000L, LATER.plusSeconds(60), null, LATER.plusSeconds(60), null)));
        assertThat(csms.event(TransactionStopped.class).transactionId()).isEqualTo(SECOND);
        assertThat(csms.event(TransactionStopped.class).meterStopWh()).isEqualTo(17_000);
    }

    @Test
    void a_stop_by_one_of_the_group_that_came_before_the_start_is_applied() {
        csms.given(
                        register(CP),
                        new RegisterIdTag(ALICE, FAMILY, null, 1),
                        new RegisterIdTag(BOB, FAMILY, null, 1),
                        late(stopBy(BOB, -1)))
                .when(late(start(CP, 1, ALICE, NOON)));
        assertThat(csms.has(TransactionStopped.class)).isTrue();
    }

    @Test
    void a_stop_that_names_nobody_is_applied_where_it_can_only_be_of_this_start() {
        csms.given(register(CP), tag(ALICE), late(stop(CP, -1, LATER))).when(late(start(CP, 1, ALICE, NOON)));
        assertThat(csms.has(TransactionStopped.class)).isTrue();
    }

    @Test
    void a_stop_by_somebody_else_or_below_the_meter_of_the_start_is_not_of_it() {
        csms.given(register(CP), tag(ALICE), tag(BOB), late(stopBy(BOB, -1)), late(stopBy(ALICE, -1, 900, LATER)))
                .when(late(start(CP, 1, ALICE, NOON)));
        assertThat(csms.has(TransactionStopped.class)).isFalse();
    }

    @Test
    void a_stop_from_before_the_start_is_not_of_it() {
        csms.given(register(CP), tag(ALICE), stopBy(ALICE, -1)).when(start(CP, 1, ALICE, LATER.plusSeconds(60)));
        assertThat(csms.has(TransactionStopped.class)).isFalse();
    }

    @Test
    void a_stop_by_a_clock_that_was_ahead_is_not_of_a_start_after_it() {
        Instant ahead = LATER.plusSeconds(7_200);
        csms.given(
                        register(CP),
                        tag(ALICE),
                        new StopTransaction(CP, -1, 9_000L, ahead, ALICE, StopReason.LOCAL, List.of(), LATER, null))
                .when(start(CP, 1, ALICE, LATER.plusSeconds(60)));
        assertThat(csms.has(TransactionStopped.class)).isFalse();
    }

    @Test
    void a_stop_is_not_of_a_start_after_which_another_one_is_known_on_the_connector() {
        csms.given(
                        register(CP),
                        tag(ALICE),
                        tag(BOB),
                        start(CP, 1, BOB, NOON.plusSeconds(600)),
                        stopBy(BOB, 1, 2_000, NOON.plusSeconds(1_200)),
                        late(stopBy(ALICE, -1)))
                .when(late(start(CP, 1, ALICE, NOON)));
        assertThat(csms.has(TransactionStopped.class)).isFalse();
    }

    @Test
    void a_stop_of_the_second_transaction_is_not_taken_for_that_of_the_first_when_a_third_is_known() {
        csms.given(
                        register(CP),
                        tag(ALICE),
                        start(CP, 1, ALICE, NOON.plusSeconds(1_200), LATER),
                        start(CP, 1, ALICE, NOON.plusSeconds(2_400), LATER),
                        new StopTransaction(
                                CP,
                                0,
                                9_000L,
                                NOON.plusSeconds(1_800),
                                ALICE,
                                StopReason.LOCAL,
                                List.of(),
                                LATER,
                                null))
                .when(late(start(CP, 1, ALICE, NOON)));
        assertThat(csms.has(TransactionStopped.class)).isFalse();
    }

    @Test
    void a_stop_of_long_ago_is_not_of_a_start_by_a_clock_that_fell_back() {
        csms.given(
                        register(CP),
                        tag(ALICE),
                        new StopTransaction(CP, -1, 9_000L, NOON, ALICE, StopReason.LOCAL, List.of(), NOON, null))
                .when(start(CP, 1, ALICE, NOON.minusSeconds(60), NOON.plusSeconds(40 * 86_400)));
        assertThat(csms.has(TransactionStopped.class)).isFalse();
    }

    @Test
    void a_stop_of_another_charge_points_transaction_is_never_applied() {
        csms.given(
                        register(CP),
                        register(OTHER_CP),
                        tag(ALICE),
                        tag(BOB),
                        start(OTHER_CP, 1, BOB, NOON),
                        late(stopBy(ALICE, 1)))
                .when(late(start(CP, 1, ALICE, NOON)));
        assertThat(csms.has(TransactionStopped.class)).isFalse();
    }

    @Test
    void of_many_stops_that_fit_nothing_the_latest_are_remembered() {
        csms.given(register(CP), tag(ALICE), late(stopBy(ALICE, -1)));
        for (int i = 1; i <= 16; i++) {
            csms.given(late(stopBy(BOB, -1, 9_000, LATER.plusSeconds(i))));
        }
        csms.when(late(start(CP, 1, ALICE, NOON)));
        assertThat(csms.has(TransactionStopped.class)).isFalse();
    }

    @Test
    void a_transaction_may_be_stopped_by_any_tag_of_its_group() {
        csms.given(
                        register(CP),
                        new RegisterIdTag(ALICE, FAMILY, null, 1),
                        new RegisterIdTag(BOB, FAMILY, null, 1),
                        start(CP, 1, ALICE, NOON))
                .when(stopBy(BOB, 1))
                .expectAnswer(new StopAnswer(new IdTagInfo(ACCEPTED, null, FAMILY)))
                .expectEventTypes(TransactionStopped.class, ConnectorReleased.class, IdTagDisengaged.class);
    }

    @Test
    void a_stop_by_an_unrelated_tag_stops_and_is_flagged() {
        csms.given(register(CP), tag(ALICE), tag(BOB), start(CP, 1, ALICE, NOON))
                .when(stopBy(BOB, 1))
                .expectAnswer(new StopAnswer(ACCEPTED_INFO))
                .expectEventTypes(
                        TransactionStopped.class,
                        ConnectorReleased.class,
                        IdTagDisengaged.class,
                        AnomalyDetected.class);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(STOPPED_BY_UNRELATED_ID_TAG);
    }

    @Test
    void a_meter_that_ran_backwards_is_recorded_and_flagged() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(new StopTransaction(CP, 1, 50L, LATER, null, StopReason.LOCAL, List.of(), LATER, null));
        assertThat(csms.event(TransactionStopped.class).meterStopWh()).isEqualTo(50);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(NEGATIVE_ENERGY);
    }

    @Test
    void a_start_in_1970_is_recorded_at_the_time_of_receipt_and_flagged() {
        Instant epoch = Instant.EPOCH;
        csms.given(register(CP), tag(ALICE)).when(start(CP, 1, ALICE, epoch, NOON));
        assertThat(csms.event(TransactionStarted.class).startedAt()).isEqualTo(NOON);
        assertThat(csms.event(TransactionStarted.class).claimedAt()).isEqualTo(epoch);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(IMPLAUSIBLE_TIME);
        csms.given()
                .when(start(CP, 1, ALICE, epoch, LATER))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectNoEvents();
    }

    @Test
    void starts_that_say_the_same_without_a_time_are_one_only_while_it_runs() {
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, null, NOON))
                .when(start(CP, 1, ALICE, null, NOON.plusSeconds(60)))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO))
                .expectNoEvents();
        csms.given(stop(CP, 1, LATER))
                .when(start(CP, 1, ALICE, null, LATER.plusSeconds(60)))
                .expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO));
        csms.given()
                .when(start(CP, 1, ALICE, null, LATER.plusSeconds(120)))
                .expectAnswer(new StartAnswer(SECOND, ACCEPTED_INFO))
                .expectNoEvents();
        csms.given(stop(CP, 2, LATER.plusSeconds(180)))
                .when(start(CP, 1, ALICE, null, LATER.plusSeconds(240)))
                .expectAnswer(new StartAnswer(new TransactionId(3), ACCEPTED_INFO));
    }

    @Test
    void samples_of_a_clock_that_was_never_set_are_taken_at_the_time_of_receipt() {
        List<MeterValue> data = List.of(
                new MeterValue(Instant.EPOCH, List.of()), new MeterValue(Instant.EPOCH.plusSeconds(60), List.of()));
        csms.given(register(CP), tag(ALICE), start(CP, 1, ALICE, NOON))
                .when(new StopTransaction(CP, 1, 9_000L, LATER, null, StopReason.LOCAL, data, LATER, null));
        assertThat(csms.event(TransactionStopped.class).transactionData())
                .extracting(MeterValue::sampledAt)
                .containsExactly(LATER, LATER.plusNanos(1_000));
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(IMPLAUSIBLE_TIME);
    }

    @Test
    void a_clock_two_hours_ahead_is_taken_and_flagged() {
        csms.given(register(CP), tag(ALICE)).when(start(CP, 1, ALICE, NOON.plusSeconds(7200), NOON));
        assertThat(csms.event(TransactionStarted.class).startedAt()).isEqualTo(NOON.plusSeconds(7200));
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(CLOCK_AHEAD);
    }

    @Test
    void a_start_without_a_readable_time_is_recorded_at_the_time_of_receipt() {
        csms.given(register(CP), tag(ALICE)).when(start(CP, 1, ALICE, null, NOON));
        assertThat(csms.event(TransactionStarted.class).startedAt()).isEqualTo(NOON);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(MISSING_TIME);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 99})
    void a_start_on_an_impossible_connector_is_a_transaction_and_flagged(int connectorId) {
        csms.given(register(CP), tag(ALICE))
                .when(start(CP, connectorId, ALICE, NOON))
                .expectAnswer(new StartAnswer(FIRST, ACCEPTED_INFO));
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(IMPOSSIBLE_CONNECTOR);
    }

    private static RegisterChargePoint register(ChargePointId id) {
        return new RegisterChargePoint(
                id, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null);
    }

    private static RegisterIdTag tag(IdTagId idTag) {
        return new RegisterIdTag(idTag, null, null, 1);
    }

    private static StartTransaction start(ChargePointId chargePoint, int connectorId, IdTagId idTag, Instant at) {
        return start(chargePoint, connectorId, idTag, at, at.plusSeconds(1));
    }

    private static StartTransaction start(
            ChargePointId chargePoint, int connectorId, IdTagId idTag, @Nullable Instant at, Instant receivedAt) {
        return new StartTransaction(chargePoint, connectorId, idTag, 1_000L, at, null, receivedAt, null);
    }

    private static StopTransaction stop(ChargePointId chargePoint, long transactionId, Instant at) {
        return new StopTransaction(
                chargePoint, transactionId, 9_000L, at, null, StopReason.LOCAL, List.of(), at.plusSeconds(1), null);
    }

    private static StopTransaction stopBy(IdTagId idTag, long transactionId) {
        return stopBy(idTag, transactionId, 9_000, LATER);
    }

    private static StopTransaction stopBy(IdTagId idTag, long transactionId, long meterStopWh, Instant at) {
        return new StopTransaction(
                CP, transactionId, meterStopWh, at, idTag, StopReason.LOCAL, List.of(), at.plusSeconds(1), null);
    }

    /** From a queue that is sent a day later. */
    private static StartTransaction late(StartTransaction start) {
        return new StartTransaction(
                start.chargePointId(),
                start.connectorId(),
                start.idTag(),
                start.meterStartWh(),
                start.startedAt(),
                start.reservationId(),
                NOON.plusSeconds(86_400),
                start.raw());
    }

    private static StopTransaction late(StopTransaction stop) {
        return new StopTransaction(
                stop.chargePointId(),
                stop.transactionId(),
                stop.meterStopWh(),
                stop.stoppedAt(),
                stop.idTag(),
                stop.reason(),
                stop.transactionData(),
                NOON.plusSeconds(86_400),
                stop.raw());
    }
}
