package dev.csms.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointCommand.Boot;
import dev.csms.domain.chargepoint.ChargePointCommand.CloseSession;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.SetRegistration;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.GiveUpOperations;
import dev.csms.domain.operation.OperationCommand.RecallRequest;
import dev.csms.domain.operation.OperationCommand.ReportEffect;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.IdempotencyKeyUsed;
import dev.csms.domain.operation.OperationEvent.LateAnswerReceived;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationCancelled;
import dev.csms.domain.operation.OperationEvent.OperationEffectSeen;
import dev.csms.domain.operation.OperationEvent.OperationExpired;
import dev.csms.domain.operation.OperationEvent.OperationFailed;
import dev.csms.domain.operation.OperationEvent.OperationHeldBack;
import dev.csms.domain.operation.OperationEvent.OperationOutcomeUnknown;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationEvent.OperationReturned;
import dev.csms.domain.operation.OperationEvent.OperationSent;
import dev.csms.domain.operation.Request.ClearCache;
import dev.csms.domain.operation.Request.RemoteStartTransaction;
import dev.csms.domain.operation.Request.RemoteStopTransaction;
import dev.csms.domain.operation.Request.Reset;
import dev.csms.domain.operation.Request.TriggerMessage;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import dev.csms.domain.transaction.TransactionCommand.StopTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant DEADLINE = NOON.plus(Duration.ofHours(1));
    private static final ChargePointId ID = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("s-1");
    private static final SessionId NEXT_SESSION = new SessionId("s-2");
    private static final Request CLEAR = new ClearCache();
    private static final Outcome ACCEPTED =
            new Outcome.Answered("Accepted", new Answer.Plain(), "{\"status\":\"Accepted\"}");
    private static final Outcome REJECTED =
            new Outcome.Answered("Rejected", new Answer.Plain(), "{\"status\":\"Rejected\"}");

    private static final IdempotencyKey KEY = key("alice", "reset", "k-1", "d");

    @AutoClose
    private final DomainFixture domain = new DomainFixture().given(register(RegistrationStatus.ACCEPTED));

    // asking

    @Test
    void an_operation_waits_for_its_turn() {
        domain.when(ask("a", CLEAR))
                .expectEvents(new OperationRequested(
                        ID, id("a"), CLEAR, Delivery.UNTIL_DEADLINE, DEADLINE, false, "why", null, NOON))
                .expectAnswer(RequestAnswer.TAKEN);
    }

    @Test
    void one_that_is_held_back_lets_others_pass_until_its_time() {
        Instant later = NOON.plusSeconds(60);
        domain.when(heldBack("a", later))
                .expectEvents(
                        new OperationRequested(
                                ID, id("a"), CLEAR, Delivery.UNTIL_DEADLINE, DEADLINE, false, "why", "batch", NOON),
                        new OperationHeldBack(ID, id("a"), later, NOON));
        domain.given(open(SESSION), ask("b", CLEAR))
                .when(new TakeOperation(ID, SESSION, NOON))
                .expectEvents(new OperationSent(ID, id("b"), SESSION, NOON));
        domain.given(new ConcludeOperation(ID, id("b"), ACCEPTED, NOON))
                .when(new TakeOperation(ID, SESSION, later.minusMillis(1)))
                .expectNoEvents();
        domain.when(new TakeOperation(ID, SESSION, later)).expectEvents(new OperationSent(ID, id("a"), SESSION, later));
    }

    @Test
    void one_that_is_held_back_can_be_taken_back() {
        domain.given(heldBack("a", NOON.plusSeconds(60)))
                .when(new CancelOperation(ID, id("a"), "a mistake", NOON))
                .expectEvents(new OperationCancelled(ID, id("a"), "a mistake", NOON));
    }

    private static RequestOperation heldBack(String id, Instant until) {
        return new RequestOperation(
                ID, id(id), CLEAR, Delivery.UNTIL_DEADLINE, DEADLINE, false, "why", "batch", NOON, until, null);
    }

    @Test
    void asking_again_with_the_same_id_is_asking_once() {
        domain.given(ask("a", CLEAR)).when(ask("a", CLEAR)).expectNoEvents().expectAnswer(RequestAnswer.TAKEN);
    }

    @Test
    void asking_again_with_the_same_key_is_the_first_operation() {
        domain.when(keyed("a", KEY, NOON))
                .expectEvents(
                        new OperationRequested(
                                ID, id("a"), CLEAR, Delivery.UNTIL_DEADLINE, DEADLINE, false, null, null, NOON),
                        new IdempotencyKeyUsed(ID, id("a"), KEY, NOON))
                .expectAnswer(RequestAnswer.TAKEN);
        domain.given()
                .when(keyed("b", KEY, NOON.plusSeconds(1)))
                .expectNoEvents()
                .expectAnswer(RequestAnswer.repeats(id("a")));
    }

    @Test
    void a_key_stands_for_its_operation_after_that_has_ended_too() {
        domain.given(
                        open(SESSION),
                        keyed("a", KEY, NOON),
                        take(SESSION),
                        new ConcludeOperation(ID, id("a"), ACCEPTED, NOON))
                .when(keyed("b", KEY, NOON.plusSeconds(60)))
                .expectNoEvents()
                .expectAnswer(RequestAnswer.repeats(id("a")));
    }

    @Test
    void what_would_be_refused_as_new_is_not_when_it_was_asked_for_before() {
        RequestOperation insisted = keyed("a", new RemoteStopTransaction(-1), KEY, true, NOON);
        domain.given(insisted)
                .when(keyed("b", new RemoteStopTransaction(-1), KEY, false, NOON))
                .expectNoEvents()
                .expectAnswer(RequestAnswer.repeats(id("a")));
    }

    @Test
    void the_same_key_with_other_arguments_is_refused_with_the_reason() {
        domain.given(keyed("a", KEY, NOON))
                .when(keyed("b", key("alice", "reset", "k-1", "other"), NOON))
                .expectNoEvents()
                .expectAnswer(RequestAnswer.refused(
                        Refusal.Reason.KEY_ALREADY_USED,
                        List.of("idempotencyKey k-1 was used for operation a, which was asked for with other"
                                + " arguments")));
    }

    @Test
    void a_key_is_of_one_caller_one_mutation_and_one_charge_point() {
        for (IdempotencyKey another : List.of(
                key("bob", "reset", "k-1", "d"),
                key("alice", "clearCache", "k-1", "d"),
                key("alice", "reset", "k-2", "d"))) {
            domain.given(keyed("a", KEY, NOON))
                    .when(keyed("b-" + another.scope(), another, NOON))
                    .expectEventTypes(OperationRequested.class, IdempotencyKeyUsed.class)
                    .expectAnswer(RequestAnswer.TAKEN);
        }
    }

    @Test
    void what_is_refused_uses_no_key_up() {
        domain.when(keyed("a", new RemoteStopTransaction(-1), KEY, false, NOON)).expectNoEvents();
        domain.given().when(keyed("b", KEY, NOON)).expectEventTypes(OperationRequested.class, IdempotencyKeyUsed.class);
    }

    @Test
    void a_key_is_forgotten_after_a_day() {
        domain.given(keyed("a", KEY, NOON))
                .when(keyed("b", KEY, NOON.plus(Operations.KEY_REMEMBERED).minusMillis(1)))
                .expectNoEvents();
        domain.given()
                .when(keyed("c", KEY, NOON.plus(Operations.KEY_REMEMBERED)))
                .expectEventTypes(OperationRequested.class, IdempotencyKeyUsed.class);
        domain.given()
                .when(keyed("d", KEY, NOON.plus(Operations.KEY_REMEMBERED).plusSeconds(1)))
                .expectNoEvents()
                .expectAnswer(RequestAnswer.repeats(id("c")));
    }

    @Test
    void of_many_keys_the_oldest_is_forgotten_first() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i <= Operations.MOST_KEYS; i++) {
            many.add(keyed("a-" + i, key("alice", "reset", "k-" + i, "d"), NOON));
            many.add(new CancelOperation(ID, id("a-" + i), null, NOON));
        }
        domain.given(many.toArray())
                .when(new RecallRequest(ID, key("alice", "reset", "k-1", "d"), NOON))
                .expectNoEvents()
                .expectAnswer(RequestAnswer.repeats(id("a-1")));
        domain.when(new RecallRequest(ID, key("alice", "reset", "k-0", "d"), NOON))
                .expectAnswer(null);
    }

    private static IdempotencyKey key(String caller, String mutation, String key, String digest) {
        return new IdempotencyKey(caller, mutation, key, digest);
    }

    private static RequestOperation keyed(String id, IdempotencyKey key, Instant at) {
        return keyed(id, CLEAR, key, false, at);
    }

    private static RequestOperation keyed(String id, Request request, IdempotencyKey key, boolean force, Instant at) {
        return new RequestOperation(
                ID, id(id), request, Delivery.UNTIL_DEADLINE, DEADLINE, force, null, null, at, null, key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "\n", "ä", "12345678901234567890123456789012345678901234567890123456789012345"})
    void a_key_is_short_and_printable(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> key("alice", "reset", key, "d"));
    }

    @Test
    void now_or_never_is_refused_when_the_charge_point_is_offline() {
        domain.when(nowOrNever("a"))
                .expectNoEvents()
                .expectAnswer(RequestAnswer.refused(
                        Refusal.Reason.CHARGE_POINT_OFFLINE, List.of("charge point CP-1 is not connected")));
        domain.given(open(SESSION)).when(nowOrNever("a")).expectEventTypes(OperationRequested.class);
    }

    @Test
    void what_looks_wrong_is_refused_with_all_that_is_wrong_with_it_unless_it_is_forced() {
        domain.given(status(1))
                .when(ask("a", new RemoteStopTransaction(-1)))
                .expectNoEvents()
                .expectAnswer(RequestAnswer.refused(
                        Refusal.Reason.QUESTIONABLE, List.of("transaction -1 is not open at this charge point")));
        domain.when(ask("a", new Request.UnlockConnector(3))).expectNoEvents();
        domain.when(ask("a", new Request.ChangeAvailability(0, AvailabilityType.OPERATIVE)))
                .expectEventTypes(OperationRequested.class);
        domain.given().when(forced("b", new RemoteStopTransaction(-1))).expectEventTypes(OperationRequested.class);
    }

    @Test
    void remote_start_and_stop_are_not_for_charge_points_that_are_not_accepted() {
        try (DomainFixture pending = new DomainFixture().given(register(RegistrationStatus.PENDING))) {
            pending.when(ask("a", new RemoteStartTransaction("TAG", null))).expectNoEvents();
            pending.when(ask("b", new Request.GetConfiguration(List.of()))).expectEventTypes(OperationRequested.class);
        }
    }

    /** It lives by its last answer until it boots again, whatever has been decided since. */
    @Test
    void accepted_is_whose_last_boot_was_answered_so() {
        try (DomainFixture pending = new DomainFixture()
                .given(
                        register(RegistrationStatus.PENDING),
                        open(SESSION),
                        boot(SESSION),
                        decide(RegistrationStatus.ACCEPTED))) {
            pending.when(ask("a", new RemoteStartTransaction("TAG", null)))
                    .expectNoEvents()
                    .expectAnswer(RequestAnswer.refused(
                            Refusal.Reason.QUESTIONABLE,
                            List.of("RemoteStartTransaction is for accepted charge points, and the last"
                                    + " BootNotification of this one was answered PENDING")));
            pending.when(ask("b", new TriggerMessage(MessageTrigger.BOOT_NOTIFICATION, null)))
                    .expectEventTypes(OperationRequested.class);
        }
        domain.given(open(SESSION), boot(SESSION), decide(RegistrationStatus.PENDING))
                .when(ask("a", new RemoteStartTransaction("TAG", null)))
                .expectEventTypes(OperationRequested.class);
        domain.when(ask("b", new TriggerMessage(MessageTrigger.BOOT_NOTIFICATION, null)))
                .expectNoEvents();
    }

    @Test
    void a_charge_point_that_has_never_booted_may_be_asked_for_it() {
        domain.when(ask("a", new TriggerMessage(MessageTrigger.BOOT_NOTIFICATION, null)))
                .expectEventTypes(OperationRequested.class);
    }

    @Test
    void what_was_asked_for_before_the_charge_point_was_pending_waits_until_it_is_accepted() {
        domain.given(
                        ask("a", new RemoteStartTransaction("TAG", 1)),
                        ask("b", CLEAR),
                        decide(RegistrationStatus.PENDING),
                        open(SESSION),
                        boot(SESSION))
                .when(take(SESSION))
                .expectEvents(new OperationSent(ID, id("b"), SESSION, NOON));
        domain.given(conclude("b", ACCEPTED)).when(take(SESSION)).expectNoEvents();
        domain.given(decide(RegistrationStatus.ACCEPTED)).when(take(SESSION)).expectNoEvents();
        domain.given(boot(SESSION)).when(take(SESSION)).expectEvents(new OperationSent(ID, id("a"), SESSION, NOON));
    }

    @Test
    void unless_it_is_forced() {
        domain.given(
                        forced("a", new RemoteStartTransaction("TAG", 1)),
                        decide(RegistrationStatus.PENDING),
                        open(SESSION),
                        boot(SESSION))
                .when(take(SESSION))
                .expectEvents(new OperationSent(ID, id("a"), SESSION, NOON));
    }

    private static SetRegistration decide(RegistrationStatus status) {
        return new SetRegistration(ID, status, null);
    }

    @Test
    void one_more_than_anybody_wants_to_have_waiting_is_refused() {
        for (int i = 0; i < Operations.MOST_WAITING; i++) {
            domain.given(ask("w" + i, CLEAR));
        }
        domain.when(ask("a", CLEAR)).expectNoEvents();
    }

    @Test
    void what_a_charge_point_proves_itself_by_cannot_be_asked_for_on_record() {
        assertThatThrownBy(() -> ask("a", new Request.ChangeConfiguration("authorizationkey", "00")))
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> ask(
                        "a", new Request.Raw("ChangeConfiguration", "{\"key\":\"AuthorizationKey\",\"value\":\"00\"}")))
                .hasMessageContaining("secret");
    }

    // sending

    @Test
    void first_come_first_sent_and_one_at_a_time() {
        domain.given(open(SESSION), ask("a", CLEAR), ask("b", CLEAR))
                .when(take(SESSION))
                .expectEvents(new OperationSent(ID, id("a"), SESSION, NOON))
                .expectAnswer(new TakenOperation(id("a"), CLEAR));
        domain.given().when(take(SESSION)).expectNoEvents().expectAnswer(null);
        domain.given(conclude("a", ACCEPTED)).when(take(SESSION)).expectAnswer(new TakenOperation(id("b"), CLEAR));
    }

    @Test
    void a_session_that_is_not_the_charge_points_any_more_takes_nothing() {
        domain.given(open(SESSION), open(NEXT_SESSION), ask("a", CLEAR))
                .when(take(SESSION))
                .expectNoEvents()
                .expectAnswer(null);
    }

    @Test
    void what_was_not_sent_after_all_keeps_its_place() {
        domain.given(open(SESSION), ask("a", CLEAR), ask("b", CLEAR), take(SESSION))
                .when(conclude("a", new Outcome.NotSent()))
                .expectEvents(new OperationReturned(ID, id("a"), NOON));
        domain.given().when(take(SESSION)).expectAnswer(new TakenOperation(id("a"), CLEAR));
    }

    // outcomes

    @Test
    void each_outcome_is_an_event_of_its_own() {
        domain.given(open(SESSION), ask("a", CLEAR), ask("b", CLEAR), ask("c", CLEAR), take(SESSION))
                .when(conclude("a", REJECTED))
                .expectEvents(new OperationAnswered(ID, id("a"), "Rejected", "{\"status\":\"Rejected\"}", NOON));
        domain.given(take(SESSION))
                .when(conclude("b", new Outcome.Failed("NotSupported", "no")))
                .expectEvents(new OperationFailed(ID, id("b"), "NotSupported", "no", NOON));
        domain.given(take(SESSION))
                .when(conclude("c", new Outcome.Lost(Unknown.TIMED_OUT, null)))
                .expectEvents(new OperationOutcomeUnknown(ID, id("c"), Unknown.TIMED_OUT, null, NOON));
    }

    @Test
    void an_outcome_is_told_once() {
        domain.given(open(SESSION), ask("a", CLEAR), take(SESSION), conclude("a", ACCEPTED))
                .when(conclude("a", REJECTED))
                .expectNoEvents();
    }

    @Test
    void an_answer_after_the_outcome_was_declared_unknown_is_late() {
        domain.given(open(SESSION), ask("a", CLEAR), take(SESSION))
                .given(conclude("a", new Outcome.Lost(Unknown.TIMED_OUT, null)))
                .when(conclude("a", ACCEPTED))
                .expectEvents(new LateAnswerReceived(ID, id("a"), "Accepted", "{\"status\":\"Accepted\"}", NOON));
        domain.given().when(conclude("a", ACCEPTED)).expectNoEvents();
    }

    @Test
    void what_another_session_had_sent_is_unknown_as_soon_as_the_next_one_asks() {
        domain.given(open(SESSION), ask("a", CLEAR), ask("b", CLEAR), take(SESSION), open(NEXT_SESSION))
                .when(new TakeOperation(ID, NEXT_SESSION, NOON.plusSeconds(1)))
                .expectEvents(
                        new OperationOutcomeUnknown(ID, id("a"), Unknown.CONNECTION_LOST, null, NOON.plusSeconds(1)),
                        new OperationSent(ID, id("b"), NEXT_SESSION, NOON.plusSeconds(1)));
    }

    @Test
    void without_a_session_the_one_that_sent_it_has_two_minutes_to_say_what_came_of_it() {
        domain.given(open(SESSION), ask("a", CLEAR), take(SESSION), closed())
                .when(new GiveUpOperations(ID, NOON.plusSeconds(119)))
                .expectNoEvents();
        domain.given()
                .when(new GiveUpOperations(ID, NOON.plusSeconds(121)))
                .expectEventTypes(OperationOutcomeUnknown.class);
    }

    // giving up

    @Test
    void what_has_waited_until_its_deadline_is_given_up() {
        domain.given(ask("a", CLEAR))
                .when(new GiveUpOperations(ID, DEADLINE.minusMillis(1)))
                .expectNoEvents();
        domain.given()
                .when(new GiveUpOperations(ID, DEADLINE))
                .expectEvents(new OperationExpired(ID, id("a"), DEADLINE));
    }

    @Test
    void what_is_past_its_deadline_is_not_sent() {
        domain.given(ask("a", CLEAR), open(SESSION))
                .when(new TakeOperation(ID, SESSION, DEADLINE))
                .expectEvents(new OperationExpired(ID, id("a"), DEADLINE))
                .expectAnswer(null);
    }

    @Test
    void now_or_never_ends_with_the_connection() {
        domain.given(open(SESSION), ask("a", CLEAR), take(SESSION), nowOrNever("b"), closed())
                .when(new GiveUpOperations(ID, NOON))
                .expectEvents(new OperationExpired(ID, id("b"), NOON));
    }

    @Test
    void only_what_waits_can_be_taken_back() {
        domain.given(open(SESSION), ask("a", CLEAR), ask("b", CLEAR), take(SESSION))
                .when(new CancelOperation(ID, id("b"), "no need", NOON))
                .expectEvents(new OperationCancelled(ID, id("b"), "no need", NOON))
                .expectAnswer(true);
        domain.given()
                .when(new CancelOperation(ID, id("a"), null, NOON))
                .expectNoEvents()
                .expectAnswer(false);
    }

    // effects

    @Test
    void a_remote_start_is_linked_to_the_transaction_that_it_caused() {
        domain.given(open(SESSION), boot(SESSION), ask("a", new RemoteStartTransaction("tag", 1)), take(SESSION))
                .when(start(1, "TAG")); // before the answer: the two may cross
        assertThat(domain.event(OperationEffectSeen.class))
                .isEqualTo(new OperationEffectSeen(ID, id("a"), Effect.TRANSACTION_STARTED, "1", NOON));
    }

    @Test
    void a_transaction_of_another_connector_or_idTag_is_not_its_effect() {
        domain.given(open(SESSION), boot(SESSION), ask("a", new RemoteStartTransaction("TAG", 1)), take(SESSION))
                .given(conclude("a", ACCEPTED))
                .when(start(2, "TAG"));
        assertThat(domain.has(OperationEffectSeen.class)).isFalse();
        domain.given().when(start(1, "OTHER"));
        assertThat(domain.has(OperationEffectSeen.class)).isFalse();
    }

    @Test
    void what_was_refused_has_no_effect() {
        domain.given(open(SESSION), boot(SESSION), ask("a", new RemoteStartTransaction("TAG", 1)), take(SESSION))
                .given(conclude("a", REJECTED))
                .when(start(1, "TAG"));
        assertThat(domain.has(OperationEffectSeen.class)).isFalse();
    }

    @Test
    void a_remote_stop_is_linked_to_the_stop() {
        domain.given(
                        open(SESSION),
                        boot(SESSION),
                        start(1, "TAG"),
                        ask("a", new RemoteStopTransaction(1)),
                        take(SESSION))
                .given(conclude("a", ACCEPTED))
                .when(stop(1));
        assertThat(domain.event(OperationEffectSeen.class).reference()).isEqualTo("1");
    }

    @Test
    void a_reset_is_linked_to_the_boot_that_follows() {
        domain.given(open(SESSION), ask("a", new Reset(ResetType.HARD)), take(SESSION), conclude("a", ACCEPTED))
                .given(open(NEXT_SESSION))
                .when(boot(NEXT_SESSION));
        assertThat(domain.event(OperationEffectSeen.class))
                .isEqualTo(new OperationEffectSeen(ID, id("a"), Effect.BOOTED, "s-2", NOON));
        domain.given().when(boot(new SessionId("s-3")));
        assertThat(domain.has(OperationEffectSeen.class)).as("once").isFalse();
    }

    @Test
    void a_triggered_message_is_reported_by_whoever_sees_it_once() {
        ReportEffect seen = new ReportEffect(ID, id("a"), Effect.MESSAGE_SENT, "m-7", NOON);
        domain.given(open(SESSION), ask("a", new TriggerMessage(MessageTrigger.HEARTBEAT, null)), take(SESSION))
                .when(seen)
                .expectEvents(new OperationEffectSeen(ID, id("a"), Effect.MESSAGE_SENT, "m-7", NOON));
        domain.given().when(seen).expectNoEvents();
    }

    private static OperationId id(String value) {
        return new OperationId(value);
    }

    private static RequestOperation ask(String id, Request request) {
        return request(id, request, Delivery.UNTIL_DEADLINE, false);
    }

    private static RequestOperation forced(String id, Request request) {
        return request(id, request, Delivery.UNTIL_DEADLINE, true);
    }

    private static RequestOperation nowOrNever(String id) {
        return request(id, CLEAR, Delivery.NOW_OR_NEVER, false);
    }

    private static RequestOperation request(String id, Request request, Delivery delivery, boolean force) {
        return new RequestOperation(ID, id(id), request, delivery, DEADLINE, force, "why", null, NOON);
    }

    private static TakeOperation take(SessionId session) {
        return new TakeOperation(ID, session, NOON);
    }

    private static ConcludeOperation conclude(String id, Outcome outcome) {
        return new ConcludeOperation(ID, id(id), outcome, NOON);
    }

    private static RegisterChargePoint register(RegistrationStatus status) {
        return new RegisterChargePoint(ID, status, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null);
    }

    private static OpenSession open(SessionId session) {
        return new OpenSession(ID, session, "node", "127.0.0.1:1", NOON);
    }

    private static CloseSession closed() {
        return new CloseSession(ID, SESSION, 1000, "bye", NOON);
    }

    private static Boot boot(SessionId session) {
        return new Boot(ID, session, new BootData("V", "M", null, null, null, null, null, null, null), 300, 60, NOON);
    }

    private static ReportStatus status(int connectorId) {
        return new ReportStatus(
                ID,
                connectorId,
                new StatusReport(ChargePointStatus.AVAILABLE, ChargePointErrorCode.NO_ERROR, null, null, null, NOON),
                NOON);
    }

    private static StartTransaction start(int connectorId, String idTag) {
        return new StartTransaction(ID, connectorId, new IdTagId(idTag), 0L, NOON, null, NOON, null);
    }

    private static StopTransaction stop(int transactionId) {
        return new StopTransaction(
                ID, transactionId, 10L, NOON.plusSeconds(60), null, StopReason.REMOTE, List.of(), NOON, null);
    }
}
