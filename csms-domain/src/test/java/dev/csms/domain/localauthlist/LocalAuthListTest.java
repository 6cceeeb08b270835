package dev.csms.domain.localauthlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SendLocalAuthList;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SetLocalAuthListRule;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SynchronizeLocalAuthList;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListLimitsReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListRuleChanged;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListSynchronized;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateAbandoned;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRefused;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRequested;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateUnknown;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdated;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListVersionReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListWanted;
import dev.csms.domain.localauthlist.Synchronization.Progress;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.operation.TakenOperation;
import dev.csms.domain.operation.Unknown;
import dev.csms.domain.operation.UpdateType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalAuthListTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("session-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant DEADLINE = NOON.plusSeconds(86_400);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connected() {
        csms.given(
                new RegisterChargePoint(
                        CP, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null),
                new OpenSession(CP, SESSION, "node", "127.0.0.1", NOON));
    }

    @Test
    void a_rule_changes_when_it_changes_and_sends_nothing() {
        csms.when(all()).expectAnswer(true).expectEvents(new LocalAuthListRuleChanged(CP, LocalAuthListRule.ALL));
        csms.given().when(all()).expectAnswer(false).expectNoEvents();
    }

    @Test
    void a_charge_point_that_is_not_known_has_no_list() {
        ChargePointId unknown = new ChargePointId("CP-9");
        assertThatThrownBy(() -> csms.when(new SetLocalAuthListRule(unknown, LocalAuthListRule.ALL)))
                .isInstanceOf(AggregateNotFoundException.class);
    }

    @Test
    void to_leave_alone_what_was_never_touched_is_no_change() {
        csms.when(new SetLocalAuthListRule(CP, LocalAuthListRule.NONE))
                .expectAnswer(false)
                .expectNoEvents();
    }

    @Test
    void without_a_rule_a_list_is_left_alone() {
        assertThat(synchronize(LocalAuthListRule.NONE, list("A"), false)).isEqualTo(Progress.NO_RULE);
        csms.expectNoEvents();
    }

    @Test
    void entries_chosen_by_a_rule_that_has_changed_are_not_sent() {
        csms.given(new SetLocalAuthListRule(
                CP, new LocalAuthListRule(LocalAuthListRule.Kind.SELECTED, List.of(new IdTagId("A")), List.of())));
        assertThat(synchronize(list("A", "B"), false)).isEqualTo(Progress.RULE_CHANGED);
        csms.expectNoEvents();
    }

    @Test
    void the_first_list_is_full_and_is_wanted_and_requested_together() {
        csms.given(all());
        assertThat(synchronize(list("A", "B"), false)).isEqualTo(Progress.BEGUN);
        csms.expectEventTypes(LocalAuthListWanted.class, OperationRequested.class, LocalAuthListUpdateRequested.class);
        OperationRequested operation = csms.event(OperationRequested.class);
        assertThat(operation.request()).isEqualTo(new Request.SendLocalList(1, UpdateType.FULL, list("A", "B")));
        assertThat(operation.deadline()).isEqualTo(DEADLINE);

        conclude(answered("Accepted"));
        assertThat(csms.event(LocalAuthListUpdated.class).listVersion()).isEqualTo(1);
        assertThat(csms.event(LocalAuthListSynchronized.class).listVersion()).isEqualTo(1);
        assertThat(synchronize(list("A", "B"), false)).isEqualTo(Progress.IN_STEP);
        csms.expectNoEvents();
    }

    @Test
    void what_has_changed_since_is_sent_as_the_difference() {
        installed("A", "B");
        synchronize(list("B", "C"), false);
        assertThat(sent())
                .isEqualTo(new Request.SendLocalList(
                        2, UpdateType.DIFFERENTIAL, List.of(new ListEntry("A", null), entry("C"))));
    }

    @Test
    void a_full_list_is_sent_when_asked_for_although_it_is_there() {
        installed("A", "B");
        assertThat(synchronize(list("A", "B"), true)).isEqualTo(Progress.BEGUN);
        assertThat(sent()).isEqualTo(new Request.SendLocalList(2, UpdateType.FULL, list("A", "B")));
        conclude(answered("Accepted"));
        csms.event(LocalAuthListSynchronized.class);
    }

    @Test
    void a_long_list_goes_piece_by_piece_each_after_the_answer_to_the_one_before() {
        limits("10", "2");
        csms.given(all());
        synchronize(list("A", "B", "C", "D", "E"), false);
        assertThat(sent()).isEqualTo(new Request.SendLocalList(1, UpdateType.FULL, list("A", "B")));
        conclude(answered("Accepted"));
        assertThat(csms.all(LocalAuthListSynchronized.class)).isEmpty();
        assertThat(sent()).isEqualTo(new Request.SendLocalList(2, UpdateType.DIFFERENTIAL, list("C", "D")));
        conclude(answered("Accepted"));
        assertThat(sent()).isEqualTo(new Request.SendLocalList(3, UpdateType.DIFFERENTIAL, list("E")));
        conclude(answered("Accepted"));
        assertThat(csms.event(LocalAuthListSynchronized.class).listVersion()).isEqualTo(3);
        assertThat(csms.all(OperationRequested.class)).isEmpty();
    }

    @Test
    void what_a_charge_point_has_no_room_for_is_left_out_and_counted() {
        limits("2", "10");
        csms.given(all());
        synchronize(list("A", "B", "C"), false);
        assertThat(csms.event(LocalAuthListWanted.class).omitted()).isEqualTo(1);
        assertThat(sent()).isEqualTo(new Request.SendLocalList(1, UpdateType.FULL, list("A", "B")));
    }

    @Test
    void limits_are_news_once_and_nonsense_is_none() {
        limits("20", "0");
        assertThat(csms.event(LocalAuthListLimitsReported.class))
                .isEqualTo(new LocalAuthListLimitsReported(CP, 20, null, NOON));
        limits("20", "many");
        assertThat(csms.all(LocalAuthListLimitsReported.class)).isEmpty();
    }

    @Test
    void a_difference_that_does_not_fit_is_followed_by_the_full_list_with_a_greater_version() {
        for (String answer : List.of("VersionMismatch", "Failed")) {
            installed("A", "B");
            synchronize(list("A", "B", "C"), false);
            int version = sent().listVersion();
            conclude(answered(answer));
            csms.event(LocalAuthListUpdateRefused.class);
            assertThat(sent()).isEqualTo(new Request.SendLocalList(version + 1, UpdateType.FULL, list("A", "B", "C")));
            conclude(answered("Accepted"));
            csms.event(LocalAuthListSynchronized.class);
        }
    }

    @Test
    void a_full_list_that_fails_is_not_sent_again_of_itself() {
        csms.given(all());
        synchronize(list("A"), false);
        conclude(answered("Failed"));
        assertThat(csms.event(LocalAuthListUpdateRefused.class).refusal()).isEqualTo(ListRefusal.FAILED);
        assertThat(csms.all(OperationRequested.class)).isEmpty();
        assertThat(synchronize(list("A"), false)).isEqualTo(Progress.BEGUN);
        assertThat(sent().updateType()).isEqualTo(UpdateType.FULL);
    }

    @Test
    void a_charge_point_without_lists_is_left_alone_until_it_says_otherwise() {
        csms.given(all());
        synchronize(list("A"), false);
        conclude(answered("NotSupported"));
        assertThat(synchronize(list("A"), false)).isEqualTo(Progress.NOT_SUPPORTED);
        version(0);
        assertThat(synchronize(list("A"), false)).isEqualTo(Progress.BEGUN);
        conclude(new Outcome.Failed("NotImplemented", ""));
        assertThat(csms.event(LocalAuthListUpdateRefused.class).refusal()).isEqualTo(ListRefusal.NOT_SUPPORTED);
        assertThat(synchronize(list("A"), false)).isEqualTo(Progress.NOT_SUPPORTED);
    }

    @Test
    void without_an_answer_the_next_list_is_full_unless_the_version_tells() {
        installed("A", "B");
        synchronize(list("A", "B", "C"), false);
        conclude(new Outcome.Lost(Unknown.TIMED_OUT, null));
        csms.event(LocalAuthListUpdateUnknown.class);
        assertThat(csms.all(OperationRequested.class)).isEmpty();
        version(2);
        assertThat(csms.event(LocalAuthListVersionReported.class).verdict()).isEqualTo(VersionVerdict.AS_EXPECTED);
        assertThat(synchronize(list("A", "B", "C"), false)).isEqualTo(Progress.IN_STEP);

        synchronize(list("A", "B", "C", "D"), false);
        conclude(new Outcome.Lost(Unknown.TIMED_OUT, null));
        synchronize(list("A", "B", "C", "D"), false);
        assertThat(sent()).isEqualTo(new Request.SendLocalList(4, UpdateType.FULL, list("A", "B", "C", "D")));
    }

    @Test
    void a_version_that_is_not_ours_makes_the_next_list_full_and_its_version_greater() {
        installed("A", "B");
        version(1);
        assertThat(csms.event(LocalAuthListVersionReported.class).verdict()).isEqualTo(VersionVerdict.AS_EXPECTED);
        version(41);
        assertThat(csms.event(LocalAuthListVersionReported.class).verdict()).isEqualTo(VersionVerdict.DIFFERENT);
        synchronize(list("A", "B", "C"), false);
        assertThat(sent()).isEqualTo(new Request.SendLocalList(42, UpdateType.FULL, list("A", "B", "C")));
    }

    @Test
    void version_0_is_an_empty_list_and_version_minus_1_is_none() {
        installed("A", "B");
        version(0);
        assertThat(csms.event(LocalAuthListVersionReported.class).verdict()).isEqualTo(VersionVerdict.EMPTY);
        synchronize(list("A", "B"), false);
        assertThat(sent()).isEqualTo(new Request.SendLocalList(2, UpdateType.FULL, list("A", "B")));
        conclude(answered("Accepted"));
        version(-1);
        assertThat(csms.event(LocalAuthListVersionReported.class).verdict()).isEqualTo(VersionVerdict.NOT_SUPPORTED);
        assertThat(synchronize(list("A"), false)).isEqualTo(Progress.NOT_SUPPORTED);
    }

    @Test
    void what_changes_while_an_update_is_under_way_follows_it() {
        installed("A", "B");
        synchronize(list("A", "B", "C"), false);
        csms.given();
        assertThat(synchronize(list("A", "B", "C", "D"), false)).isEqualTo(Progress.RUNNING);
        csms.expectEventTypes(LocalAuthListWanted.class);
        assertThat(synchronize(list("A", "B", "C", "D"), false)).isEqualTo(Progress.RUNNING);
        csms.expectNoEvents();
        conclude(answered("Accepted"));
        assertThat(sent()).isEqualTo(new Request.SendLocalList(3, UpdateType.DIFFERENTIAL, list("D")));
    }

    @Test
    void an_update_that_was_never_sent_leaves_the_list_as_it_is() {
        installed("A", "B");
        synchronize(list("A", "B", "C"), false);
        OperationId id = csms.event(OperationRequested.class).operationId();
        csms.given().when(new CancelOperation(CP, id, null, NOON));
        csms.event(LocalAuthListUpdateAbandoned.class);
        assertThat(csms.all(OperationRequested.class)).isEmpty();
        synchronize(list("A", "B", "C"), false);
        assertThat(sent().updateType()).isEqualTo(UpdateType.DIFFERENTIAL);
    }

    @Test
    void a_list_put_together_by_hand_is_sent_with_the_next_version_and_nothing_follows() {
        installed("A", "B");
        csms.when(send(null, UpdateType.DIFFERENTIAL, list("X"), false))
                .expectAnswer(new SendListAnswer(2, RequestAnswer.TAKEN));
        conclude(answered("Accepted"));
        csms.event(LocalAuthListUpdated.class);
        assertThat(csms.all(OperationRequested.class)).isEmpty();
        synchronize(list("A", "B"), false);
        assertThat(sent())
                .isEqualTo(new Request.SendLocalList(3, UpdateType.DIFFERENTIAL, List.of(new ListEntry("X", null))));
    }

    @Test
    void what_looks_wrong_is_refused_with_reasons_and_sent_if_forced() {
        limits("3", "2");
        installed("A", "B");
        assertThat(problems(send(0, UpdateType.FULL, list("A"), false)))
                .containsExactly("listVersion 0 is less than 1");
        assertThat(problems(send(1, UpdateType.DIFFERENTIAL, list("A"), false)))
                .containsExactly("listVersion 1 is not greater than the charge point's, which may be 1");
        assertThat(problems(send(2, UpdateType.DIFFERENTIAL, list("A", "a"), false)))
                .containsExactly("an idTag is listed more than once");
        assertThat(problems(send(2, UpdateType.FULL, List.of(new ListEntry("A", null)), false)))
                .containsExactly("every entry of a full list needs idTagInfo");
        assertThat(problems(send(2, UpdateType.FULL, list("A", "B", "C"), false)))
                .containsExactly("3 entries in one message; the charge point takes 2");
        assertThat(problems(send(2, UpdateType.DIFFERENTIAL, list("C", "D"), false)))
                .containsExactly("the list would have 4 entries; the charge point keeps 3");
        csms.given().when(send(0, UpdateType.FULL, list("A"), true));
        assertThat(sent().listVersion()).isZero();
    }

    // ---- what is given

    private void installed(String... idTags) {
        csms.given(all());
        if (synchronize(list(idTags), false) == Progress.BEGUN) {
            conclude(answered("Accepted"));
        }
        csms.given();
    }

    private Progress synchronize(List<ListEntry> wanted, boolean full) {
        return synchronize(LocalAuthListRule.ALL, wanted, full);
    }

    private Progress synchronize(LocalAuthListRule rule, List<ListEntry> wanted, boolean full) {
        return csms.given()
                .when(new SynchronizeLocalAuthList(CP, rule, wanted, full, DEADLINE, null, NOON))
                .<Synchronization>answer()
                .progress();
    }

    private Request.SendLocalList sent() {
        return (Request.SendLocalList) csms.event(OperationRequested.class).request();
    }

    /** Takes what waits, and says what became of it. */
    private void conclude(Outcome outcome) {
        TakenOperation taken = csms.when(new TakeOperation(CP, SESSION, NOON)).answer();
        csms.given().when(new ConcludeOperation(CP, taken.operationId(), outcome, NOON));
    }

    private void version(int version) {
        request(new Request.GetLocalListVersion());
        conclude(new Outcome.Answered(null, new Answer.ListVersion(version), "{}"));
    }

    private void limits(String length, String perMessage) {
        request(new Request.GetConfiguration(List.of()));
        conclude(new Outcome.Answered(
                null,
                new Answer.Configuration(
                        List.of(
                                new Answer.ConfigurationEntry("localAuthListMaxLength", true, length),
                                new Answer.ConfigurationEntry("SendLocalListMaxLength", true, perMessage)),
                        List.of()),
                "{}"));
    }

    private void request(Request request) {
        csms.given(new RequestOperation(
                CP, OperationId.random(), request, Delivery.UNTIL_DEADLINE, DEADLINE, false, null, null, NOON));
    }

    private List<String> problems(SendLocalAuthList command) {
        return Objects.requireNonNull(csms.given()
                        .when(command)
                        .expectNoEvents()
                        .<SendListAnswer>answer()
                        .request()
                        .refusal())
                .problems();
    }

    private static SetLocalAuthListRule all() {
        return new SetLocalAuthListRule(CP, LocalAuthListRule.ALL);
    }

    private static SendLocalAuthList send(
            @Nullable Integer version, UpdateType type, List<ListEntry> entries, boolean force) {
        return new SendLocalAuthList(
                CP,
                OperationId.random(),
                version,
                type,
                entries,
                Delivery.UNTIL_DEADLINE,
                DEADLINE,
                force,
                null,
                NOON,
                null);
    }

    private static List<ListEntry> list(String... idTags) {
        return Arrays.stream(idTags).map(LocalAuthListTest::entry).toList();
    }

    private static ListEntry entry(String idTag) {
        return new ListEntry(idTag, new IdTagInfo(AuthorizationStatus.ACCEPTED, null, null));
    }

    private static Outcome answered(String status) {
        return new Outcome.Answered(status, new Answer.Plain(), "{}");
    }
}
