package dev.csms.domain.configuration;

import static dev.csms.domain.AskedChargePoint.key;
import static dev.csms.domain.AskedChargePoint.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysAppeared;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysVanished;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationRead;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuePending;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValueSet;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuesChanged;
import dev.csms.domain.configuration.ConfigurationEvent.PendingConfigurationValueTookEffect;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationFailed;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.domain.operation.Request.GetConfiguration;
import dev.csms.domain.operation.RequestAnswer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(600);
    private static final GetConfiguration ALL = new GetConfiguration(List.of());
    private static final GetConfiguration ONE = new GetConfiguration(List.of("HeartbeatInterval"));
    private static final ChangeConfiguration CHANGE = new ChangeConfiguration("heartbeatinterval", "60");
    private static final Answer PLAIN = new Answer.Plain();

    private final AskedChargePoint chargePoint = new AskedChargePoint(CP, new SessionId("s-1"), NOON);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connect() {
        csms.given(chargePoint.connected());
    }

    // reading

    @Test
    void the_first_answer_makes_every_key_known() {
        csms.given(chargePoint.asked("op-1", ALL))
                .when(chargePoint.answered(
                        "op-1",
                        null,
                        keys(new Answer.ConfigurationEntry("NumberOfConnectors", true, "2"), key("Odd", null)),
                        LATER))
                .expectEvents(
                        answered("op-1", null),
                        new ConfigurationRead(CP, new OperationId("op-1"), true, 2, List.of(), LATER),
                        new ConfigurationKeysAppeared(
                                CP,
                                List.of(
                                        new ReportedKey("NumberOfConnectors", true, "2"),
                                        new ReportedKey("Odd", false, null)),
                                LATER));
    }

    @Test
    void of_more_keys_than_any_charge_point_has_the_first_are_kept() {
        int most = ChargePointConfiguration.MOST_KEYS;
        Answer.ConfigurationEntry[] entries = IntStream.rangeClosed(0, most)
                .mapToObj(i -> key("Key" + i, null))
                .toArray(Answer.ConfigurationEntry[]::new);
        List<ReportedKey> kept = IntStream.range(0, most)
                .mapToObj(i -> new ReportedKey("Key" + i, false, null))
                .toList();
        csms.given(chargePoint.asked("op-1", ALL))
                .when(chargePoint.answered("op-1", null, keys(entries), LATER))
                .expectEvents(
                        answered("op-1", null),
                        new ConfigurationRead(CP, new OperationId("op-1"), true, most + 1, List.of(), LATER),
                        new ConfigurationKeysAppeared(CP, kept, LATER));
        csms.given(chargePoint.asked("op-2", ALL))
                .when(chargePoint.answered("op-2", null, keys(entries), LATER))
                .expectEvents(
                        answered("op-2", null),
                        new ConfigurationRead(CP, new OperationId("op-2"), true, most + 1, List.of(), LATER));
    }

    @Test
    void the_same_answer_again_is_only_noted() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300")))
                .given(chargePoint.asked("op-2", ALL))
                .when(chargePoint.answered("op-2", null, keys(key("heartbeatINTERVAL", "300")), LATER))
                .expectEvents(
                        answered("op-2", null),
                        new ConfigurationRead(CP, new OperationId("op-2"), true, 1, List.of(), LATER));
    }

    @Test
    void what_differs_from_what_was_known_is_told_key_by_key() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300"), key("BlinkRepeat", "1"), key("Gone", "x")))
                .given(chargePoint.asked("op-2", ALL))
                .when(chargePoint.answered(
                        "op-2",
                        null,
                        keys(
                                key("heartbeatInterval", "60"),
                                new Answer.ConfigurationEntry("BlinkRepeat", true, "1"),
                                key("New", "y")),
                        LATER))
                .expectEvents(
                        answered("op-2", null),
                        new ConfigurationRead(CP, new OperationId("op-2"), true, 3, List.of(), LATER),
                        new ConfigurationKeysAppeared(CP, List.of(new ReportedKey("New", false, "y")), LATER),
                        new ConfigurationValuesChanged(
                                CP,
                                List.of(
                                        new ChangedKey("HeartbeatInterval", false, "60", false, "300"),
                                        new ChangedKey("BlinkRepeat", true, "1", false, "1")),
                                LATER),
                        new ConfigurationKeysVanished(CP, List.of("Gone"), LATER));
    }

    @Test
    void an_answer_about_some_keys_says_nothing_of_the_others() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300"), key("BlinkRepeat", "1")))
                .given(chargePoint.asked("op-2", ONE))
                .when(chargePoint.answered("op-2", null, keys(key("HeartbeatInterval", "300")), LATER))
                .expectEvents(
                        answered("op-2", null),
                        new ConfigurationRead(CP, new OperationId("op-2"), false, 1, List.of(), LATER));
    }

    @Test
    void a_key_that_is_said_to_be_unknown_has_vanished() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300"), key("BlinkRepeat", "1")))
                .given(chargePoint.asked("op-2", ONE))
                .when(chargePoint.answered(
                        "op-2",
                        null,
                        new Answer.Configuration(List.of(), List.of("heartbeatinterval", "Other")),
                        LATER))
                .expectEvents(
                        answered("op-2", null),
                        new ConfigurationRead(
                                CP, new OperationId("op-2"), false, 0, List.of("heartbeatinterval", "Other"), LATER),
                        new ConfigurationKeysVanished(CP, List.of("HeartbeatInterval"), LATER));
        // and is known to be unknown from then on
        csms.given()
                .when(chargePoint.request("op-3", new ChangeConfiguration("HeartbeatInterval", "60"), false))
                .expectAnswer(RequestAnswer.refused(
                        Refusal.Reason.QUESTIONABLE, List.of("the charge point has no key HeartbeatInterval")));
    }

    @Test
    void no_keys_at_all_are_no_answer_to_the_question_for_all() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300")))
                .given(chargePoint.asked("op-2", ALL))
                .when(chargePoint.answered("op-2", null, keys(), LATER))
                .expectEvents(
                        answered("op-2", null),
                        new ConfigurationRead(CP, new OperationId("op-2"), false, 0, List.of(), LATER));
    }

    @Test
    void of_a_key_reported_in_two_spellings_the_first_counts() {
        csms.given(chargePoint.asked("op-1", ALL))
                .when(chargePoint.answered(
                        "op-1", null, keys(key("HeartBeatInterval", "1"), key("HeartbeatInterval", "2")), LATER));
        assertThat(csms.event(ConfigurationKeysAppeared.class).keys())
                .containsExactly(new ReportedKey("HeartBeatInterval", false, "1"));
    }

    @Test
    void a_value_that_is_not_told_has_not_changed() {
        csms.given(chargePoint.done("op-1", CHANGE, "Accepted", PLAIN))
                .given(chargePoint.asked("op-2", ALL))
                .when(chargePoint.answered("op-2", null, keys(key("HeartbeatInterval", null)), LATER))
                .expectEventTypes(OperationAnswered.class, ConfigurationRead.class);
    }

    @Test
    void the_value_of_a_secret_is_in_no_event() {
        csms.given(chargePoint.asked("op-1", ALL))
                .when(chargePoint.answered("op-1", null, keys(key("authorizationKEY", "0123456789abcdef")), LATER));
        assertThat(csms.event(ConfigurationKeysAppeared.class).keys())
                .containsExactly(new ReportedKey("authorizationKEY", false, null));
    }

    @Test
    void what_was_not_answered_teaches_nothing() {
        csms.given(chargePoint.asked("op-1", ALL))
                .when(new ConcludeOperation(CP, new OperationId("op-1"), new Outcome.Failed("NotSupported", ""), LATER))
                .expectEvents(new OperationFailed(CP, new OperationId("op-1"), "NotSupported", "", LATER));
    }

    // changing

    @Test
    void an_accepted_value_is_in_force() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300")))
                .given(chargePoint.asked("op-2", CHANGE))
                .when(chargePoint.answered("op-2", "Accepted", PLAIN, LATER))
                .expectEvents(
                        answered("op-2", "Accepted"),
                        new ConfigurationValueSet(
                                CP, new OperationId("op-2"), "HeartbeatInterval", "60", "300", LATER));
    }

    @Test
    void a_key_that_nobody_has_asked_for_is_known_once_it_was_changed() {
        csms.given(chargePoint.asked("op-1", CHANGE))
                .when(chargePoint.answered("op-1", "Accepted", PLAIN, LATER))
                .expectEvents(
                        answered("op-1", "Accepted"),
                        new ConfigurationValueSet(CP, new OperationId("op-1"), "heartbeatinterval", "60", null, LATER));
    }

    @Test
    void a_value_that_it_has_already_is_no_change() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "60")))
                .given(chargePoint.asked("op-2", CHANGE))
                .when(chargePoint.answered("op-2", "Accepted", PLAIN, LATER))
                .expectEvents(answered("op-2", "Accepted"));
    }

    @Test
    void refusals_are_on_record_with_the_operation_alone() {
        for (String refusal : List.of("Rejected", "NotSupported")) {
            csms.given(chargePoint.asked(refusal, CHANGE))
                    .when(chargePoint.answered(refusal, refusal, PLAIN, LATER))
                    .expectEvents(answered(refusal, refusal));
        }
    }

    @Test
    void a_value_that_needs_a_reboot_waits_for_it() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300")))
                .given(chargePoint.asked("op-2", CHANGE))
                .when(chargePoint.answered("op-2", "RebootRequired", PLAIN, LATER))
                .expectEvents(
                        answered("op-2", "RebootRequired"),
                        new ConfigurationValuePending(CP, new OperationId("op-2"), "HeartbeatInterval", "60", LATER));
        // said twice, it waits once
        csms.given(chargePoint.asked("op-3", CHANGE))
                .when(chargePoint.answered("op-3", "RebootRequired", PLAIN, LATER.plusSeconds(1)))
                .expectEventTypes(OperationAnswered.class);
    }

    @Test
    void after_the_boot_it_is_in_force_whatever_is_said_next() {
        Instant boot = LATER.plusSeconds(60);
        Instant read = boot.plusSeconds(60);
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300")))
                .given(chargePoint.asked("op-2", CHANGE))
                .given(chargePoint.answered("op-2", "RebootRequired", PLAIN, LATER), chargePoint.boot(boot))
                .given(chargePoint.asked("op-3", ALL))
                .when(chargePoint.answered("op-3", null, keys(key("HeartbeatInterval", "60")), read));
        csms.expectEvents(
                new OperationAnswered(CP, new OperationId("op-3"), null, "{}", read),
                new ConfigurationRead(CP, new OperationId("op-3"), true, 1, List.of(), read),
                new PendingConfigurationValueTookEffect(CP, "HeartbeatInterval", "60", "300", boot));
    }

    @Test
    void before_the_boot_it_goes_on_waiting_whatever_is_reported() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300")))
                .given(chargePoint.asked("op-2", CHANGE))
                .given(chargePoint.answered("op-2", "RebootRequired", PLAIN, LATER))
                .given(chargePoint.asked("op-3", ALL))
                .when(chargePoint.answered("op-3", null, keys(key("HeartbeatInterval", "300")), LATER))
                .expectEventTypes(OperationAnswered.class, ConfigurationRead.class);
    }

    @Test
    void another_accepted_value_takes_the_place_of_one_that_waits() {
        csms.given(read("op-1", ALL, key("HeartbeatInterval", "300")))
                .given(chargePoint.done("op-2", CHANGE, "RebootRequired", PLAIN))
                .given(chargePoint.asked("op-3", new ChangeConfiguration("HeartbeatInterval", "300")))
                .when(chargePoint.answered("op-3", "Accepted", PLAIN, LATER))
                .expectEvents(
                        answered("op-3", "Accepted"),
                        new ConfigurationValueSet(
                                CP, new OperationId("op-3"), "HeartbeatInterval", "300", "300", LATER));
    }

    private Object[] read(String operation, GetConfiguration get, Answer.ConfigurationEntry... entries) {
        return chargePoint.done(operation, get, null, keys(entries));
    }

    private static OperationAnswered answered(String operation, @Nullable String status) {
        return new OperationAnswered(CP, new OperationId(operation), status, "{}", LATER);
    }
}
