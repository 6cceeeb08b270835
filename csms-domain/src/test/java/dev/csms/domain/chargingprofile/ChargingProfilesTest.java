package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_DEFAULT_PROFILE;
import static dev.csms.domain.chargingprofile.ChargingRateUnit.A;
import static dev.csms.domain.chargingprofile.ProfileBuilder.chargePointMax;
import static dev.csms.domain.chargingprofile.ProfileBuilder.txDefault;
import static dev.csms.domain.chargingprofile.ProfileBuilder.txProfile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointCommand.Boot;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfileInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilePerhapsInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilesDoubted;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilesRemoved;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.CompositeScheduleReported;
import dev.csms.domain.chargingprofile.CompositeSchedule.Period;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationFailed;
import dev.csms.domain.operation.OperationEvent.OperationOutcomeUnknown;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ClearChargingProfile;
import dev.csms.domain.operation.Request.GetCompositeSchedule;
import dev.csms.domain.operation.Request.RemoteStartTransaction;
import dev.csms.domain.operation.Request.SetChargingProfile;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.operation.Unknown;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import dev.csms.domain.transaction.TransactionCommand.StopTransaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known to stand on a charge point, from what it answers. */
class ChargingProfilesTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("session-1");
    private static final IdTagId ALICE = new IdTagId("ALICE");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Outcome ACCEPTED = answered("Accepted");
    private static final Outcome LOST = new Outcome.Lost(Unknown.TIMED_OUT, null);
    private static final Outcome FAILED = new Outcome.Failed("NotSupported", "no smart charging");
    private static final ChargingProfile DEFAULT = txDefault().id(1).limit("16").build();
    private static final ChargingProfile MAX =
            chargePointMax().id(2).absolute("2026-01-01T00:00:00Z").limit("32").build();

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connected() {
        csms.given(
                new RegisterChargePoint(
                        CP, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null),
                new RegisterIdTag(ALICE, null, null, 0),
                new OpenSession(CP, SESSION, "node-1", "10.0.0.7:4711", NOON),
                new Boot(CP, SESSION, new BootData("V", "M", null, null, null, null, null, null, null), 300, 60, NOON));
    }

    // ---- SetChargingProfile

    @Test
    void an_accepted_profile_is_installed() {
        csms.given(sent("op-1", new SetChargingProfile(0, DEFAULT)))
                .when(conclude("op-1", ACCEPTED))
                .expectEvents(
                        new OperationAnswered(CP, op("op-1"), "Accepted", "{}", LATER),
                        installed("op-1", 0, DEFAULT, null));
    }

    @Test
    void a_profile_that_is_not_accepted_changes_nothing() {
        csms.given(done("op-1", new SetChargingProfile(0, DEFAULT), ACCEPTED));
        for (String status : List.of("Rejected", "NotSupported")) {
            csms.given(sent(status, new SetChargingProfile(0, DEFAULT)))
                    .when(conclude(status, answered(status)))
                    .expectEventTypes(OperationAnswered.class);
        }
        csms.given(sent("failed", new SetChargingProfile(0, DEFAULT)))
                .when(conclude("failed", FAILED))
                .expectEventTypes(OperationFailed.class);
    }

    @Test
    void a_profile_takes_the_place_of_the_one_of_its_purpose_and_level() {
        ChargingProfile next = txDefault().id(9).limit("10").build();
        csms.given(done("op-1", new SetChargingProfile(0, DEFAULT), ACCEPTED))
                .given(done("op-2", new SetChargingProfile(0, MAX), ACCEPTED))
                .given(sent("op-3", new SetChargingProfile(0, next)))
                .when(conclude("op-3", ACCEPTED));
        assertThat(csms.event(ChargingProfileInstalled.class).replaced()).containsExactly(op("op-1"));
    }

    @Test
    void a_profile_takes_the_place_of_the_one_of_its_id_wherever_that_stands() {
        ChargingProfile moved = txDefault().id(1).level(3).limit("10").build();
        csms.given(done("op-1", new SetChargingProfile(0, DEFAULT), ACCEPTED))
                .given(sent("op-2", new SetChargingProfile(2, moved)))
                .when(conclude("op-2", ACCEPTED));
        assertThat(csms.event(ChargingProfileInstalled.class).replaced()).containsExactly(op("op-1"));
    }

    @Test
    void without_an_answer_neither_the_new_profile_nor_the_old_one_is_certain() {
        ChargingProfile next = txDefault().id(9).limit("10").build();
        csms.given(done("op-1", new SetChargingProfile(0, DEFAULT), ACCEPTED))
                .given(sent("op-2", new SetChargingProfile(0, next)))
                .when(conclude("op-2", LOST))
                .expectEvents(
                        new OperationOutcomeUnknown(CP, op("op-2"), Unknown.TIMED_OUT, null, LATER),
                        new ChargingProfilePerhapsInstalled(CP, op("op-2"), 0, next, null, List.of(op("op-1")), LATER));

        csms.given(sent("op-3", new SetChargingProfile(0, next))).when(conclude("op-3", ACCEPTED));
        assertThat(csms.event(ChargingProfileInstalled.class).replaced())
                .as("an answer settles it")
                .containsExactly(op("op-1"), op("op-2"));
    }

    @Test
    void a_call_in_an_operators_own_words_leaves_nothing_certain() {
        csms.given(done("op-1", new SetChargingProfile(0, DEFAULT), ACCEPTED))
                .given(sent("op-2", new Request.Raw("SetChargingProfile", "{}")))
                .when(conclude("op-2", ACCEPTED));
        assertThat(csms.event(ChargingProfilesDoubted.class).profiles()).containsExactly(op("op-1"));
    }

    // ---- ClearChargingProfile

    @Test
    void clearing_removes_what_matches() {
        installSome();
        csms.given(sent("clear", clear(null, 0, null, null)))
                .when(conclude("clear", ACCEPTED))
                .expectEvents(
                        new OperationAnswered(CP, op("clear"), "Accepted", "{}", LATER),
                        new ChargingProfilesRemoved(
                                CP, List.of(op("op-1"), op("op-2")), RemovalCause.CLEARED, op("clear"), null, LATER));
    }

    @Test
    void clearing_by_id_heeds_nothing_else() {
        installSome();
        csms.given(sent("clear", clear(3, 0, TX_DEFAULT_PROFILE, 9))).when(conclude("clear", ACCEPTED));
        assertThat(csms.event(ChargingProfilesRemoved.class).profiles()).containsExactly(op("op-3"));
    }

    @Test
    void what_a_charge_point_does_not_know_is_not_there() {
        installSome();
        csms.given(sent("clear", clear(null, null, TX_DEFAULT_PROFILE, null)))
                .when(conclude("clear", answered("Unknown")));
        assertThat(csms.event(ChargingProfilesRemoved.class))
                .isEqualTo(new ChargingProfilesRemoved(
                        CP, List.of(op("op-1"), op("op-3")), RemovalCause.NOT_FOUND, op("clear"), null, LATER));
    }

    @Test
    void clearing_without_an_answer_leaves_what_matches_uncertain() {
        installSome();
        csms.given(sent("clear", clear(null, 1, null, null)))
                .when(conclude("clear", LOST))
                .expectEventTypes(OperationOutcomeUnknown.class, ChargingProfilesDoubted.class);
        assertThat(csms.event(ChargingProfilesDoubted.class).profiles()).containsExactly(op("op-3"));
    }

    @Test
    void clearing_where_nothing_is_known_is_no_news() {
        csms.given(sent("clear", clear(null, null, null, null)))
                .when(conclude("clear", ACCEPTED))
                .expectEventTypes(OperationAnswered.class);
        installSome();
        csms.given(sent("refused", clear(null, null, null, null)))
                .when(conclude("refused", FAILED))
                .expectEventTypes(OperationFailed.class);
    }

    // ---- transactions

    @Test
    void a_TxProfile_ends_with_its_transaction() {
        csms.given(start(1, NOON))
                .given(done("op-1", new SetChargingProfile(1, txProfileOf(1)), ACCEPTED))
                .given(done("op-2", new SetChargingProfile(0, DEFAULT), ACCEPTED))
                .when(stop(1, LATER));
        assertThat(csms.event(ChargingProfilesRemoved.class))
                .isEqualTo(new ChargingProfilesRemoved(
                        CP, List.of(op("op-1")), RemovalCause.TRANSACTION_ENDED, null, 1, LATER));
    }

    @Test
    void the_late_stop_of_an_older_transaction_takes_no_fresh_profile() {
        csms.given(start(1, NOON), start(1, LATER))
                .given(done("op-1", new SetChargingProfile(1, txProfileOf(2)), ACCEPTED))
                .when(stop(1, NOON.plusSeconds(30)));
        assertThat(csms.all(ChargingProfilesRemoved.class)).isEmpty();
    }

    @Test
    void a_transaction_that_the_next_one_proves_over_takes_its_profiles_with_it() {
        csms.given(start(1, NOON))
                .given(done("op-1", new SetChargingProfile(1, txProfileOf(1)), ACCEPTED))
                .when(start(1, LATER));
        assertThat(csms.event(ChargingProfilesRemoved.class).transactionId()).isEqualTo(1);
    }

    @Test
    void a_TxProfile_that_names_no_transaction_belongs_to_the_running_one() {
        csms.given(start(1, NOON))
                .given(forced(
                        "op-1", new SetChargingProfile(1, txProfile().limit("8").build())))
                .when(conclude("op-1", ACCEPTED));
        assertThat(csms.event(ChargingProfileInstalled.class).transactionId()).isEqualTo(1);
    }

    @Test
    void a_stop_that_overtakes_the_answer_takes_the_profile_all_the_same() {
        csms.given(start(1, NOON))
                .given(sent("op-1", new SetChargingProfile(1, txProfileOf(1))))
                .given(stop(1, LATER))
                .when(conclude("op-1", ACCEPTED))
                .expectEventTypes(
                        OperationAnswered.class, ChargingProfileInstalled.class, ChargingProfilesRemoved.class);
    }

    // ---- RemoteStartTransaction

    @Test
    void a_profile_that_goes_with_a_remote_start_is_bound_to_the_transaction_that_starts() {
        ChargingProfile profile = txProfile().id(5).limit("8").build();
        csms.given(done("op-1", new RemoteStartTransaction("alice", 1, profile), ACCEPTED))
                .when(start(1, LATER));
        assertThat(csms.event(ChargingProfileInstalled.class)).isEqualTo(installed("op-1", 1, profile, 1));

        csms.when(stop(1, LATER.plusSeconds(1)));
        assertThat(csms.event(ChargingProfilesRemoved.class).profiles()).containsExactly(op("op-1"));
    }

    @Test
    void a_start_that_was_not_asked_for_gets_no_profile() {
        csms.given(done("op-1", remoteStart(2), ACCEPTED))
                .given(done("op-2", remoteStart(1), answered("Rejected")))
                .when(start(1, LATER));
        assertThat(csms.all(ChargingProfileInstalled.class)).isEmpty();
    }

    @Test
    void a_start_heard_of_before_the_answer_binds_the_profile_and_the_answer_settles_it() {
        csms.given(sent("op-1", remoteStart(1))).when(start(1, LATER));
        assertThat(csms.event(ChargingProfilePerhapsInstalled.class).transactionId())
                .isEqualTo(1);

        csms.when(conclude("op-1", ACCEPTED));
        assertThat(csms.event(ChargingProfileInstalled.class).transactionId()).isEqualTo(1);
    }

    @Test
    void a_refused_remote_start_takes_its_profile_back_from_a_transaction_that_started_otherwise() {
        csms.given(sent("op-1", remoteStart(1))).given(start(1, LATER)).when(conclude("op-1", answered("Rejected")));
        assertThat(csms.event(ChargingProfilesRemoved.class).cause()).isEqualTo(RemovalCause.REFUSED);
    }

    @Test
    void a_remote_start_without_an_answer_leaves_its_profile_uncertain() {
        csms.given(done("op-1", remoteStart(1), LOST)).when(start(1, LATER));
        assertThat(csms.event(ChargingProfilePerhapsInstalled.class).operationId())
                .isEqualTo(op("op-1"));
    }

    // ---- before it is sent

    @Test
    void a_profile_that_breaks_a_rule_is_refused_unless_it_is_forced() {
        RequestOperation request = request("op-1", new SetChargingProfile(1, MAX), false);
        csms.when(request);
        Refusal refusal = csms.<RequestAnswer>answer().refusal();
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.QUESTIONABLE);
        assertThat(refusal.problems()).singleElement().asString().startsWith("connectorId: A ChargePointMaxProfile");

        csms.when(request("op-1", new SetChargingProfile(1, MAX), true));
        assertThat(csms.<RequestAnswer>answer().refusal()).isNull();
    }

    @Test
    void advice_refuses_nothing() {
        ChargingProfile advised = txDefault().limit("3").duration(60).build();
        assertThat(refused(new SetChargingProfile(1, advised))).isFalse();
    }

    @Test
    void a_profile_keeps_to_what_the_charge_point_has_told_of_itself() {
        SetChargingProfile high =
                new SetChargingProfile(1, txDefault().level(3).limit("16").build());
        assertThat(refused(high)).as("as long as nothing is known").isFalse();
        csms.given(new TakeOperation(CP, SESSION, NOON), conclude("op-" + high.hashCode(), answered("Rejected")))
                .given(done(
                        "get",
                        new Request.GetConfiguration(List.of()),
                        new Outcome.Answered(
                                null,
                                new Answer.Configuration(
                                        List.of(
                                                key("ChargeProfileMaxStackLevel", "2"),
                                                key("ChargingScheduleAllowedChargingRateUnit", "Current"),
                                                key("ChargingScheduleMaxPeriods", "1"),
                                                key("MaxChargingProfilesInstalled", "0")),
                                        List.of()),
                                "{}")));
        assertThat(problems(high)).singleElement().asString().startsWith("stackLevel:");
        ChargingProfile watts = txDefault()
                .unit(ChargingRateUnit.W)
                .period(0, "1000")
                .period(60, "2000")
                .build();
        assertThat(problems(new SetChargingProfile(1, watts))).hasSize(2);
        assertThat(refused(new SetChargingProfile(1, DEFAULT))).isFalse();
    }

    private static Answer.ConfigurationEntry key(String key, String value) {
        return new Answer.ConfigurationEntry(key, true, value);
    }

    private List<String> problems(Request request) {
        csms.when(request("op-" + request.hashCode(), request, false));
        Refusal refusal = csms.<RequestAnswer>answer().refusal();
        return refusal == null ? List.of() : refusal.problems();
    }

    @Test
    void a_TxProfile_is_for_the_transaction_that_runs() {
        assertThat(refused(new SetChargingProfile(1, txProfileOf(1)))).isTrue();
        csms.given(start(1, NOON));
        assertThat(refused(new SetChargingProfile(1, txProfileOf(1)))).isFalse();
        assertThat(refused(new SetChargingProfile(1, txProfileOf(2)))).isTrue();
    }

    @Test
    void a_remote_start_takes_a_TxProfile_without_transaction() {
        assertThat(refused(remoteStart(1))).isFalse();
        assertThat(refused(new RemoteStartTransaction("ALICE", 1, DEFAULT))).isTrue();
        assertThat(refused(new RemoteStartTransaction("ALICE", 1, txProfileOf(1))))
                .isTrue();
        assertThat(refused(new RemoteStartTransaction("ALICE", 1))).isFalse();
    }

    @Test
    void a_schedule_is_asked_for_some_time() {
        assertThat(refused(new GetCompositeSchedule(1, 0, A))).isTrue();
        assertThat(refused(new GetCompositeSchedule(1, 1, A))).isFalse();
        assertThat(refused(new GetCompositeSchedule(-1, 1, A))).isTrue();
    }

    // ---- GetCompositeSchedule

    @Test
    void what_a_charge_point_says_is_kept_beside_what_was_expected() {
        csms.given(start(1, NOON))
                .given(done("op-1", new SetChargingProfile(0, DEFAULT), ACCEPTED))
                .given(sent("op-2", new GetCompositeSchedule(1, 600, A)))
                .when(conclude("op-2", composite(NOON, period(0, "10"), period(300, "-1"))));
        assertThat(csms.event(CompositeScheduleReported.class))
                .isEqualTo(new CompositeScheduleReported(
                        CP,
                        op("op-2"),
                        new CompositeSchedule(
                                1,
                                NOON,
                                600,
                                A,
                                List.of(new Period(0, new BigDecimal("10"), null), new Period(300, null, null))),
                        new CompositeSchedule(1, NOON, 600, A, List.of(new Period(0, new BigDecimal("16.0"), 3))),
                        false,
                        LATER));
    }

    @Test
    void what_is_expected_from_uncertain_profiles_is_uncertain() {
        csms.given(done("op-1", new SetChargingProfile(0, MAX), LOST))
                .given(sent("op-2", new GetCompositeSchedule(1, 600, A)))
                .when(conclude("op-2", composite(NOON, period(0, "32"))));
        assertThat(csms.event(CompositeScheduleReported.class).uncertain()).isTrue();
    }

    @Test
    void a_charge_point_that_has_no_schedule_says_nothing() {
        csms.given(sent("op-1", new GetCompositeSchedule(1, 600, A)))
                .when(conclude("op-1", answered("Rejected")))
                .expectEventTypes(OperationAnswered.class);
    }

    private void installSome() {
        csms.given(done("op-1", new SetChargingProfile(0, DEFAULT), ACCEPTED))
                .given(done("op-2", new SetChargingProfile(0, MAX), ACCEPTED))
                .given(done(
                        "op-3",
                        new SetChargingProfile(1, txDefault().id(3).limit("8").build()),
                        ACCEPTED));
    }

    private boolean refused(Request request) {
        return !problems(request).isEmpty();
    }

    private static ChargingProfileInstalled installed(
            String operation, int connectorId, ChargingProfile profile, @Nullable Integer transactionId) {
        return new ChargingProfileInstalled(CP, op(operation), connectorId, profile, transactionId, List.of(), LATER);
    }

    private static ChargingProfile txProfileOf(int transactionId) {
        return txProfile()
                .id(50 + transactionId)
                .transactionId(transactionId)
                .limit("8")
                .build();
    }

    private static RemoteStartTransaction remoteStart(int connectorId) {
        return new RemoteStartTransaction(
                "ALICE", connectorId, txProfile().id(5).limit("8").build());
    }

    private static ClearChargingProfile clear(
            @Nullable Integer id,
            @Nullable Integer connectorId,
            @Nullable ChargingProfilePurpose purpose,
            @Nullable Integer stackLevel) {
        return new ClearChargingProfile(new ClearCriteria(id, connectorId, purpose, stackLevel));
    }

    private static Object[] sent(String operation, Request request) {
        return new Object[] {request(operation, request, false), new TakeOperation(CP, SESSION, NOON)};
    }

    private static Object[] forced(String operation, Request request) {
        return new Object[] {request(operation, request, true), new TakeOperation(CP, SESSION, NOON)};
    }

    private static Object[] done(String operation, Request request, Outcome outcome) {
        return new Object[] {
            request(operation, request, false), new TakeOperation(CP, SESSION, NOON), conclude(operation, outcome)
        };
    }

    private static RequestOperation request(String operation, Request request, boolean force) {
        return new RequestOperation(
                CP, op(operation), request, Delivery.UNTIL_DEADLINE, NOON.plusSeconds(3600), force, null, null, NOON);
    }

    private static ConcludeOperation conclude(String operation, Outcome outcome) {
        return new ConcludeOperation(CP, op(operation), outcome, LATER);
    }

    private static Outcome answered(String status) {
        return new Outcome.Answered(status, new Answer.Plain(), "{}");
    }

    private static Outcome composite(Instant start, ChargingSchedulePeriod... periods) {
        return new Outcome.Answered(
                "Accepted",
                new Answer.Composite(1, start, new ChargingSchedule(600, null, A, null, List.of(periods))),
                "{}");
    }

    private static ChargingSchedulePeriod period(int start, String limit) {
        return new ChargingSchedulePeriod(start, new BigDecimal(limit), null);
    }

    private static OperationId op(String value) {
        return new OperationId(value);
    }

    private static StartTransaction start(int connectorId, Instant at) {
        return new StartTransaction(CP, connectorId, ALICE, 0L, at, null, LATER, null);
    }

    private static StopTransaction stop(long transactionId, Instant at) {
        return new StopTransaction(CP, transactionId, 10L, at, null, StopReason.LOCAL, List.of(), LATER, null);
    }
}
