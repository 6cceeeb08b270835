package dev.csms.domain.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportStatus;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.idtag.IdTagCommand.BlockIdTag;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.GiveUpOperations;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationCancelled;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.operation.Unknown;
import dev.csms.domain.reservation.ReservationCommand.ExpireReservations;
import dev.csms.domain.reservation.ReservationCommand.ReserveConnector;
import dev.csms.domain.reservation.ReservationEvent.ConnectorZeroReservationsReported;
import dev.csms.domain.reservation.ReservationEvent.ReservationAccepted;
import dev.csms.domain.reservation.ReservationEvent.ReservationEnded;
import dev.csms.domain.reservation.ReservationEvent.ReservationOutcomeUnknown;
import dev.csms.domain.reservation.ReservationEvent.ReservationRefused;
import dev.csms.domain.reservation.ReservationEvent.ReservationRequested;
import dev.csms.domain.reservation.ReservationEvent.ReservationUsed;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReservationTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("session-1");
    private static final IdTagId ALICE = new IdTagId("ALICE");
    private static final IdTagId BOB = new IdTagId("BOB");
    private static final IdTagId FAMILY = new IdTagId("FAMILY");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final ReservationTerms TERMS = new ReservationTerms(1, "ALICE", null, ONE);
    private static final Answer PLAIN = new Answer.Plain();

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    private int operations;

    @BeforeEach
    void connected() {
        csms.given(
                new RegisterChargePoint(
                        CP, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null),
                new OpenSession(CP, SESSION, "node", "127.0.0.1", NOON),
                new RegisterIdTag(ALICE, FAMILY, null, 0),
                new RegisterIdTag(BOB, FAMILY, null, 0),
                status(1, ChargePointStatus.AVAILABLE, NOON),
                status(2, ChargePointStatus.AVAILABLE, NOON));
    }

    @Test
    void a_reservation_and_its_operation_are_requested_together() {
        csms.when(reserve(TERMS))
                .expectAnswer(new ReserveAnswer(1, RequestAnswer.TAKEN))
                .expectEvents(
                        new OperationRequested(
                                CP,
                                operation(1),
                                new Request.ReserveNow(1, ONE, "ALICE", null, 1),
                                Delivery.UNTIL_DEADLINE,
                                ONE,
                                false,
                                null,
                                null,
                                NOON),
                        new ReservationRequested(CP, 1, operation(1), TERMS, NOON));
    }

    @Test
    void an_order_given_twice_is_one_reservation() {
        csms.given(reserve(TERMS))
                .when(reserve(operation(1), null, TERMS, false))
                .expectNoEvents();
        csms.expectAnswer(new ReserveAnswer(1, RequestAnswer.TAKEN));
    }

    @Test
    void each_answer_of_the_charge_point_has_its_own_outcome() {
        assertThat(outcomeOf(answered("Occupied"))).isEqualTo(ReservationRefusal.OCCUPIED);
        assertThat(outcomeOf(answered("Faulted"))).isEqualTo(ReservationRefusal.FAULTED);
        assertThat(outcomeOf(answered("Unavailable"))).isEqualTo(ReservationRefusal.UNAVAILABLE);
        assertThat(outcomeOf(answered("Rejected"))).isEqualTo(ReservationRefusal.REJECTED);
        assertThat(outcomeOf(answered("Maybe"))).isEqualTo(ReservationRefusal.REJECTED);
        assertThat(outcomeOf(new Outcome.Failed("NotImplemented", ""))).isEqualTo(ReservationRefusal.NOT_HANDLED);
    }

    @Test
    void an_accepted_reservation_is_on_the_terms_that_were_sent() {
        csms.given(reserve(TERMS), take())
                .when(conclude(1, answered("Accepted")))
                .expectEvents(
                        new OperationAnswered(CP, operation(1), "Accepted", "{}", NOON),
                        new ReservationAccepted(CP, 1, operation(1), TERMS, NOON));
    }

    @Test
    void without_an_answer_nobody_knows_whether_the_connector_is_reserved_so_it_counts_as_if() {
        csms.given(reserve(TERMS), take()).when(conclude(1, new Outcome.Lost(Unknown.TIMED_OUT, null)));
        assertThat(csms.event(ReservationOutcomeUnknown.class).terms()).isEqualTo(TERMS);

        assertThat(problems(reserve(new ReservationTerms(1, "BOB", null, ONE))))
                .containsExactly("connector 1 is reserved until 2026-03-01T13:00:00Z (reservation 1)");
        csms.given().when(start(1, ALICE, 1, NOON.plusSeconds(60)));
        assertThat(csms.event(ReservationUsed.class).reservationId()).isEqualTo(1);
    }

    @Test
    void an_order_that_was_never_sent_reserves_nothing() {
        csms.given(reserve(TERMS))
                .when(new CancelOperation(CP, operation(1), null, NOON))
                .expectEvents(
                        new OperationCancelled(CP, operation(1), null, NOON),
                        new ReservationRefused(CP, 1, operation(1), ReservationRefusal.NOT_SENT, false, NOON));
    }

    @Test
    void a_reservation_does_not_wait_beyond_its_own_end() {
        csms.given(reserve(TERMS)).when(new GiveUpOperations(CP, ONE));
        assertThat(csms.event(ReservationRefused.class).refusal()).isEqualTo(ReservationRefusal.NOT_SENT);
    }

    @Test
    void the_transaction_that_names_it_uses_it() {
        accepted(TERMS);
        csms.when(start(1, BOB, 1, NOON.plusSeconds(60)));
        assertThat(csms.event(ReservationUsed.class).connectorId()).isEqualTo(1);
        csms.given().when(start(1, BOB, 1, NOON.plusSeconds(90)));
        assertThat(csms.all(ReservationUsed.class)).isEmpty();
    }

    @Test
    void a_transaction_of_the_reserved_tag_uses_it_without_naming_it() {
        accepted(TERMS);
        csms.when(start(2, ALICE, null, NOON.plusSeconds(60)));
        assertThat(csms.all(ReservationUsed.class)).isEmpty();
        csms.given().when(start(1, new IdTagId("alice"), null, NOON.plusSeconds(90)));
        assertThat(csms.event(ReservationUsed.class).reservationId()).isEqualTo(1);
    }

    @Test
    void a_number_that_names_no_reservation_does_not_hide_the_tag() {
        accepted(TERMS);
        csms.when(start(1, ALICE, 0, NOON.plusSeconds(60)));
        assertThat(csms.event(ReservationUsed.class).reservationId()).isEqualTo(1);
    }

    @Test
    void a_member_of_the_group_uses_it_only_if_it_was_reserved_for_the_group() {
        accepted(TERMS);
        csms.when(start(1, BOB, null, NOON.plusSeconds(60)));
        assertThat(csms.all(ReservationUsed.class)).isEmpty();

        accepted(new ReservationTerms(2, "ALICE", "family", ONE));
        csms.when(start(2, BOB, null, NOON.plusSeconds(90)));
        assertThat(csms.event(ReservationUsed.class).reservationId()).isEqualTo(3);
    }

    @Test
    void a_reservation_of_any_connector_is_used_on_any_but_one_of_its_own_goes_first() {
        accepted(new ReservationTerms(0, "ALICE", null, ONE));
        accepted(new ReservationTerms(2, "ALICE", null, ONE));
        csms.when(start(2, ALICE, null, NOON.plusSeconds(60)));
        assertThat(csms.event(ReservationUsed.class).reservationId()).isEqualTo(2);
        csms.given().when(start(1, ALICE, null, NOON.plusSeconds(90)));
        assertThat(csms.event(ReservationUsed.class).reservationId()).isEqualTo(1);
    }

    @Test
    void a_resent_start_uses_nothing_a_second_time() {
        accepted(TERMS);
        csms.given(start(1, ALICE, null, NOON.plusSeconds(60)));
        accepted(TERMS);
        csms.when(start(1, ALICE, null, NOON.plusSeconds(60))).expectNoEvents();
    }

    @Test
    void a_reservation_ends_by_time_without_a_word_of_the_charge_point() {
        accepted(TERMS);
        csms.when(new ExpireReservations(CP, ONE.minusMillis(1))).expectNoEvents();
        csms.when(new ExpireReservations(CP, ONE))
                .expectEvents(new ReservationEnded(CP, 1, ReservationEnd.EXPIRED, ONE));
        csms.given().when(new ExpireReservations(CP, ONE.plusSeconds(1))).expectNoEvents();
    }

    @Test
    void a_transaction_that_started_in_time_and_is_reported_late_proves_it_used() {
        accepted(TERMS);
        csms.given(new ExpireReservations(CP, ONE));
        csms.when(new StartTransaction(CP, 1, ALICE, 0L, ONE.minusSeconds(1), null, ONE.plusSeconds(600), null));
        assertThat(csms.event(ReservationUsed.class).usedAt()).isEqualTo(ONE.plusSeconds(600));
    }

    @Test
    void a_transaction_after_its_end_does_not_use_it() {
        accepted(TERMS);
        csms.when(start(1, ALICE, null, ONE));
        assertThat(csms.all(ReservationUsed.class)).isEmpty();
    }

    @Test
    void what_is_over_does_not_stand_in_the_way_even_before_anybody_has_noticed() {
        accepted(TERMS);
        Instant later = ONE.plusSeconds(1);
        csms.when(new ReserveConnector(
                CP,
                operation(90),
                null,
                new ReservationTerms(1, "BOB", null, later.plusSeconds(60)),
                Delivery.UNTIL_DEADLINE,
                later.plusSeconds(60),
                false,
                null,
                later,
                null));
        assertThat(csms.event(ReservationEnded.class).reservationId()).isEqualTo(1);
        assertThat(csms.event(ReservationRequested.class).reservationId()).isEqualTo(2);
    }

    @Test
    void a_fault_ends_what_is_reserved_on_the_connector_and_one_of_the_charge_point_ends_all() {
        accepted(TERMS);
        accepted(new ReservationTerms(0, "BOB", null, ONE));
        csms.when(status(2, ChargePointStatus.FAULTED, NOON.plusSeconds(1)));
        assertThat(csms.all(ReservationEnded.class)).isEmpty();
        csms.given().when(status(1, ChargePointStatus.FAULTED, NOON.plusSeconds(2)));
        assertThat(csms.event(ReservationEnded.class).end()).isEqualTo(ReservationEnd.CONNECTOR_FAULTED);
        csms.given().when(status(0, ChargePointStatus.UNAVAILABLE, NOON.plusSeconds(3)));
        assertThat(csms.event(ReservationEnded.class))
                .isEqualTo(new ReservationEnded(CP, 2, ReservationEnd.CONNECTOR_UNAVAILABLE, NOON.plusSeconds(3)));
    }

    @Test
    void a_fault_from_before_it_was_made_does_not_end_it() {
        accepted(TERMS);
        csms.when(new ReportStatus(
                CP,
                1,
                new StatusReport(
                        ChargePointStatus.FAULTED,
                        ChargePointErrorCode.OTHER_ERROR,
                        null,
                        null,
                        null,
                        NOON.minusSeconds(3600)),
                NOON.plusSeconds(1)));
        assertThat(csms.all(ReservationEnded.class)).isEmpty();
    }

    @Test
    void it_is_cancelled_when_the_charge_point_has_accepted_that() {
        accepted(TERMS);
        csms.given(cancel(2, 1, false), take());
        csms.when(conclude(2, answered("Accepted")));
        assertThat(csms.event(ReservationEnded.class).end()).isEqualTo(ReservationEnd.CANCELLED);
    }

    @Test
    void a_charge_point_that_will_not_cancel_it_does_not_hold_it() {
        accepted(TERMS);
        csms.given(cancel(2, 1, false), take());
        csms.when(conclude(2, answered("Rejected")));
        assertThat(csms.event(ReservationEnded.class).end()).isEqualTo(ReservationEnd.NOT_HELD);
    }

    @Test
    void one_that_we_do_not_know_is_cancelled_only_by_force() {
        assertThat(csms.when(cancel(1, 77, false)).<RequestAnswer>answer().refusal())
                .isEqualTo(
                        new Refusal(Refusal.Reason.QUESTIONABLE, List.of("this charge point holds no reservation 77")));
        csms.expectNoEvents();
        csms.when(cancel(1, 77, true)).expectEventTypes(OperationRequested.class);
        csms.given(take()).when(conclude(1, answered("Accepted"))).expectEventTypes(OperationAnswered.class);
    }

    @Test
    void the_same_id_changes_its_terms_when_the_charge_point_agrees() {
        accepted(TERMS);
        ReservationTerms longer = new ReservationTerms(1, "ALICE", null, ONE.plusSeconds(600));
        csms.given(reserve(operation(2), 1, longer, false), take());
        csms.when(conclude(2, answered("Accepted")));
        assertThat(csms.event(ReservationAccepted.class).terms()).isEqualTo(longer);
        csms.given().when(new ExpireReservations(CP, ONE)).expectNoEvents();
    }

    @Test
    void a_change_that_is_refused_leaves_it_as_it_was() {
        accepted(TERMS);
        csms.given(reserve(operation(2), 1, new ReservationTerms(2, "ALICE", null, ONE), false), take());
        csms.when(conclude(2, answered("Occupied")));
        assertThat(csms.event(ReservationRefused.class).earlierStands()).isTrue();
        csms.given().when(start(1, ALICE, null, NOON.plusSeconds(60)));
        assertThat(csms.event(ReservationUsed.class).reservationId()).isEqualTo(1);
    }

    @Test
    void one_that_is_not_there_can_only_be_changed_by_force() {
        assertThat(problems(reserve(operation(1), 9, TERMS, false)))
                .containsExactly("this charge point holds no reservation 9 that could be changed");
        csms.given().when(reserve(operation(1), 9, TERMS, true));
        assertThat(csms.event(ReservationRequested.class).reservationId()).isEqualTo(9);
    }

    @Test
    void what_looks_wrong_is_refused_with_reasons_and_sent_if_forced() {
        csms.given(new RegisterIdTag(new IdTagId("CAROL"), null, null, 1), new BlockIdTag(new IdTagId("CAROL"), null));

        assertThat(problems(reserve(new ReservationTerms(1, "ALICE", null, NOON))))
                .containsExactly("the reservation would be over already: it ends at 2026-03-01T12:00:00Z");
        assertThat(problems(reserve(new ReservationTerms(1, "NOBODY", null, ONE))))
                .containsExactly("idTag NOBODY is not known");
        assertThat(problems(reserve(new ReservationTerms(1, "CAROL", null, ONE))))
                .containsExactly("idTag CAROL may not charge: it is BLOCKED");
        assertThat(problems(reserve(new ReservationTerms(1, "123456789012345678901", null, ONE))))
                .containsExactly("an idTag has 1 to 20 characters");
        assertThat(problems(reserve(new ReservationTerms(7, "ALICE", null, ONE))))
                .containsExactly("the charge point has reported no connector 7");
        csms.given().when(reserve(operation(99), null, new ReservationTerms(7, "NOBODY", null, NOON), true));
        assertThat(csms.event(OperationRequested.class).forced()).isTrue();
    }

    @Test
    void a_connector_is_reserved_once_at_a_time_and_the_charge_point_as_often_as_it_has_connectors() {
        csms.given(reserve(TERMS));
        assertThat(problems(reserve(new ReservationTerms(1, "BOB", null, ONE)))).hasSize(1);
        csms.given(reserve(new ReservationTerms(0, "BOB", null, ONE)));
        assertThat(problems(reserve(new ReservationTerms(2, "BOB", null, ONE))))
                .containsExactly("all connectors of the charge point are reserved");
    }

    @Test
    void a_charge_point_that_cannot_be_reserved_without_a_connector_is_known_from_its_configuration() {
        csms.given(
                new RequestOperation(
                        CP,
                        operation(50),
                        new Request.GetConfiguration(List.of()),
                        Delivery.UNTIL_DEADLINE,
                        ONE,
                        false,
                        null,
                        null,
                        NOON),
                take());
        csms.when(conclude(50, configuration(List.of(), List.of("ReserveConnectorZeroSupported"))));
        assertThat(csms.event(ConnectorZeroReservationsReported.class).supported())
                .isFalse();

        assertThat(problems(reserve(new ReservationTerms(0, "ALICE", null, ONE))))
                .containsExactly("the charge point says that it cannot be reserved without naming a connector");
    }

    // ---- what is given

    private void accepted(ReservationTerms terms) {
        csms.given(reserve(terms), take(), conclude(operations, answered("Accepted")));
    }

    private ReservationRefusal outcomeOf(Outcome outcome) {
        csms.given(reserve(TERMS), take()).when(conclude(operations, outcome));
        return csms.event(ReservationRefused.class).refusal();
    }

    private List<String> problems(ReserveConnector command) {
        Refusal refusal = csms.given()
                .when(command)
                .expectNoEvents()
                .<ReserveAnswer>answer()
                .request()
                .refusal();
        return refusal == null ? List.of() : refusal.problems();
    }

    private ReserveConnector reserve(ReservationTerms terms) {
        return reserve(operation(++operations), null, terms, false);
    }

    private static ReserveConnector reserve(
            OperationId operationId, @Nullable Integer reservationId, ReservationTerms terms, boolean force) {
        return new ReserveConnector(
                CP,
                operationId,
                reservationId,
                terms,
                Delivery.UNTIL_DEADLINE,
                NOON.plusSeconds(86_400),
                force,
                null,
                NOON,
                null);
    }

    private static RequestOperation cancel(int operation, int reservationId, boolean force) {
        return new RequestOperation(
                CP,
                operation(operation),
                new Request.CancelReservation(reservationId),
                Delivery.UNTIL_DEADLINE,
                ONE,
                force,
                null,
                null,
                NOON);
    }

    private static TakeOperation take() {
        return new TakeOperation(CP, SESSION, NOON);
    }

    private static ConcludeOperation conclude(int operation, Outcome outcome) {
        return new ConcludeOperation(CP, operation(operation), outcome, NOON);
    }

    private static Outcome answered(String status) {
        return new Outcome.Answered(status, PLAIN, "{}");
    }

    private static Outcome configuration(List<Answer.ConfigurationEntry> keys, List<String> unknown) {
        return new Outcome.Answered(null, new Answer.Configuration(keys, unknown), "{}");
    }

    private static OperationId operation(int number) {
        return new OperationId("operation-" + number);
    }

    private static StartTransaction start(
            int connectorId, IdTagId idTag, @Nullable Integer reservationId, Instant startedAt) {
        return new StartTransaction(CP, connectorId, idTag, 0L, startedAt, reservationId, startedAt, null);
    }

    private static ReportStatus status(int connectorId, ChargePointStatus status, Instant at) {
        return new ReportStatus(
                CP, connectorId, new StatusReport(status, ChargePointErrorCode.NO_ERROR, null, null, null, at), at);
    }
}
