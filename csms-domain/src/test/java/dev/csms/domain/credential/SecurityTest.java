package dev.csms.domain.credential;

import static dev.csms.domain.credential.SecurityProfile.BASIC;
import static dev.csms.domain.credential.SecurityProfile.TLS_BASIC;
import static dev.csms.domain.credential.SecurityProfile.TLS_CERTIFICATE;
import static dev.csms.domain.credential.SecurityProfile.UNSECURED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionSuperseded;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.credential.CredentialCommand.RecallAccess;
import dev.csms.domain.credential.CredentialCommand.SetAuthorizationKey;
import dev.csms.domain.credential.CredentialCommand.SetCertificateOwner;
import dev.csms.domain.credential.CredentialCommand.SetSecurityProfile;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDoubted;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDropped;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyOffered;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyReplaced;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeySet;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyTaken;
import dev.csms.domain.credential.CredentialEvent.CertificateOwnerSet;
import dev.csms.domain.credential.CredentialEvent.DropReason;
import dev.csms.domain.credential.CredentialEvent.OldAuthorizationKeyLimited;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileSet;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeDropped;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeRequested;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgraded;
import dev.csms.domain.idtag.UnknownIdTags;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request.ChangeAuthorizationKey;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.operation.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New keys and higher profiles, whatever the charge point makes of them. */
class SecurityTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("s-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Duration DAY = Duration.ofDays(1);
    private static final KeyVerifier OLD = new KeyVerifier("v1:p:s:old");
    private static final KeyVerifier NEW = new KeyVerifier("v1:p:s:new");
    private static final KeyVerifier NEWER = new KeyVerifier("v1:p:s:newer");
    private static final ChangeAuthorizationKey ROTATION = new ChangeAuthorizationKey("vault:1", NEW);
    private static final OperationId OPERATION = new OperationId("op-1");
    private static final AskedChargePoint ASKED = new AskedChargePoint(CP, SESSION, NOON);

    @AutoClose
    private final DomainFixture domain = new DomainFixture();

    // ---- as registered

    @Test
    void a_charge_point_is_registered_with_its_profile_and_key() {
        domain.when(registered(BASIC))
                .expectEvents(
                        new ChargePointRegistered(
                                CP,
                                RegistrationStatus.ACCEPTED,
                                RegistrationSource.OPERATOR,
                                MessagePolicy.STRICT,
                                null),
                        new SecurityProfileSet(CP, BASIC, null),
                        new AuthorizationKeySet(CP, OLD, KeyOrigin.GENERATED));
    }

    @Test
    void it_comes_in_by_its_key_and_that_is_on_record() {
        domain.given(registered(BASIC)).when(opens("s-1", BASIC, OLD));

        assertThat(domain.event(SessionOpened.class).authentication()).isEqualTo(Authentication.without(BASIC));
        assertThat(domain.<Object>answer()).isNotNull();
    }

    @Test
    void what_is_good_no_more_when_the_door_opens_opens_it_not() {
        domain.given(registered(BASIC))
                .when(opens("s-1", BASIC, NEW))
                .expectNoEvents()
                .expectAnswer(null);
        domain.when(opens("s-1", BASIC, null)).expectNoEvents().expectAnswer(null);
        domain.when(opens("s-1", TLS_BASIC, OLD)).expectNoEvents().expectAnswer(null);
        domain.when(opens("s-1", UNSECURED, null)).expectNoEvents().expectAnswer(null);
    }

    @Test
    void one_that_was_registered_before_there_were_profiles_proves_nothing() {
        domain.given(new RegisterChargePoint(
                        CP, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null))
                .when(new RecallAccess(CP));

        assertThat(domain.<Access>answer().profile()).isEqualTo(UNSECURED);
        assertThat(domain.<Access>answer().keys()).isEmpty();
    }

    // ---- new keys

    @Test
    void a_new_key_is_good_beside_the_old_one_as_soon_as_it_is_to_be_sent() {
        domain.given(connected()).when(ASKED.request("op-1", ROTATION, false));

        assertThat(domain.event(AuthorizationKeyOffered.class))
                .isEqualTo(new AuthorizationKeyOffered(CP, OPERATION, "vault:1", NEW, NOON));
        assertThat(verifiers()).containsExactly(OLD, NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accepted", "RebootRequired"})
    void a_new_key_that_was_taken_replaces_the_old_one_when_it_is_first_used(String status) {
        domain.given(connected()).given(ASKED.asked("op-1", ROTATION)).when(answered(status));
        assertThat(domain.event(AuthorizationKeyTaken.class))
                .isEqualTo(new AuthorizationKeyTaken(CP, OPERATION, "vault:1", NOON));

        domain.when(opens("s-2", BASIC, OLD));
        assertThat(verifiers()).as("until it has used the new one").containsExactly(OLD, NEW);

        domain.when(opens("s-3", BASIC, NEW));
        assertThat(domain.event(AuthorizationKeyReplaced.class))
                .isEqualTo(new AuthorizationKeyReplaced(CP, OPERATION, "vault:1", LATER));
        assertThat(verifiers()).containsExactly(NEW);
        domain.when(opens("s-4", BASIC, OLD)).expectNoEvents().expectAnswer(null);
    }

    /** A01.FR.03, but for the time that it takes to come by the new one. */
    @Test
    void the_old_key_is_good_for_a_day_after_it_was_agreed_to_exchange_it() {
        domain.given(connected()).given(ASKED.asked("op-1", ROTATION)).when(answered("Accepted"));
        domain.expectEventTypes(OperationAnswered.class, AuthorizationKeyTaken.class, OldAuthorizationKeyLimited.class);
        assertThat(domain.event(OldAuthorizationKeyLimited.class))
                .isEqualTo(new OldAuthorizationKeyLimited(CP, OPERATION, NOON.plus(DAY)));

        domain.when(opens("s-2", BASIC, OLD, NOON.plus(DAY).minusMillis(1)));
        assertThat(domain.all(SessionOpened.class)).hasSize(1);
        domain.when(opens("s-3", BASIC, OLD, NOON.plus(DAY))).expectNoEvents().expectAnswer(null);
        assertThat(verifiers(NOON.plus(DAY))).containsExactly(NEW);
        domain.when(opens("s-3", BASIC, NEW, NOON.plus(DAY).plus(DAY)));
        assertThat(domain.all(AuthorizationKeyReplaced.class)).hasSize(1);
        assertThat(verifiers(Instant.MAX)).containsExactly(NEW);
    }

    @Test
    void or_not_at_all_where_that_is_set() {
        try (DomainFixture strict = new DomainFixture(UnknownIdTags.INVALID, Duration.ZERO)) {
            strict.given(connected())
                    .given(ASKED.asked("op-1", ROTATION))
                    .given(answered("Accepted"))
                    .when(opens("s-2", BASIC, OLD, NOON))
                    .expectNoEvents()
                    .expectAnswer(null);
        }
    }

    @Test
    void one_that_wants_a_reboot_first_has_all_the_time_it_needs() {
        domain.given(connected()).given(ASKED.asked("op-1", ROTATION)).when(answered("RebootRequired"));
        domain.expectEventTypes(OperationAnswered.class, AuthorizationKeyTaken.class);
        assertThat(verifiers(Instant.MAX)).containsExactly(OLD, NEW);
    }

    @Test
    void so_has_one_of_which_nobody_knows_whether_it_has_taken_it() {
        lost();
        assertThat(verifiers(Instant.MAX)).containsExactly(OLD, NEW);
    }

    @Test
    void a_key_that_was_never_used_ends_as_well_when_the_next_is_agreed_to() {
        domain.given(connected())
                .given(ASKED.done("op-1", ROTATION, "RebootRequired", new Answer.Plain()))
                .given(ASKED.done(
                        "op-2", new ChangeAuthorizationKey("vault:2", NEWER), "Accepted", new Answer.Plain()));

        assertThat(verifiers(NOON)).containsExactly(OLD, NEW, NEWER);
        assertThat(verifiers(NOON.plus(DAY))).containsExactly(NEWER);
    }

    @Test
    void a_key_that_is_set_by_hand_has_no_end() {
        domain.given(connected())
                .given(ASKED.done("op-1", ROTATION, "Accepted", new Answer.Plain()))
                .given(new SetAuthorizationKey(CP, NEWER, KeyOrigin.IMPORTED));

        assertThat(verifiers(Instant.MAX)).containsExactly(NEWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rejected", "NotSupported"})
    void a_new_key_that_is_not_taken_is_none(String status) {
        domain.given(connected()).given(ASKED.asked("op-1", ROTATION)).when(answered(status));

        assertThat(domain.event(AuthorizationKeyDropped.class))
                .isEqualTo(new AuthorizationKeyDropped(CP, OPERATION, "vault:1", DropReason.REFUSED, NOON));
        assertThat(verifiers()).containsExactly(OLD);
    }

    @Test
    void where_nobody_knows_whether_it_was_taken_the_next_key_that_is_used_tells() {
        lost();
        domain.when(opens("s-2", BASIC, OLD));
        assertThat(domain.event(AuthorizationKeyDropped.class))
                .isEqualTo(new AuthorizationKeyDropped(CP, OPERATION, "vault:1", DropReason.OLD_KEY_USED, LATER));
        assertThat(verifiers()).containsExactly(OLD);
    }

    @Test
    void and_if_that_is_the_new_one_it_replaces_the_old_one() {
        lost();
        domain.when(opens("s-2", BASIC, NEW));
        assertThat(domain.all(AuthorizationKeyReplaced.class)).hasSize(1);
        assertThat(verifiers()).containsExactly(NEW);
    }

    private void lost() {
        domain.given(connected())
                .given(ASKED.asked("op-1", ROTATION))
                .when(new ConcludeOperation(CP, OPERATION, new Outcome.Lost(Unknown.TIMED_OUT, null), NOON));
        assertThat(domain.event(AuthorizationKeyDoubted.class))
                .isEqualTo(new AuthorizationKeyDoubted(CP, OPERATION, "vault:1", NOON));
        assertThat(verifiers()).containsExactly(OLD, NEW);
    }

    @Test
    void a_charge_point_that_fails_over_the_new_key_may_have_taken_it() {
        domain.given(connected())
                .given(ASKED.asked("op-1", ROTATION))
                .when(new ConcludeOperation(CP, OPERATION, new Outcome.Failed("InternalError", ""), NOON));

        assertThat(domain.all(AuthorizationKeyDoubted.class)).hasSize(1);
    }

    @Test
    void a_new_key_that_was_never_sent_is_none() {
        domain.given(connected())
                .given(ASKED.request("op-1", ROTATION, false))
                .when(new CancelOperation(CP, OPERATION, null, NOON));

        assertThat(domain.event(AuthorizationKeyDropped.class).reason()).isEqualTo(DropReason.NEVER_SENT);
        assertThat(verifiers()).containsExactly(OLD);
    }

    @Test
    void a_charge_point_that_uses_the_new_key_before_its_answer_comes_has_answered() {
        domain.given(connected()).given(ASKED.asked("op-1", ROTATION)).when(opens("s-2", BASIC, NEW));
        assertThat(domain.all(AuthorizationKeyReplaced.class)).hasSize(1);

        domain.when(answered("Accepted")).expectEventTypes(OperationAnswered.class);
        assertThat(verifiers()).containsExactly(NEW);
    }

    @Test
    void of_two_new_keys_that_were_taken_the_second_overtakes_the_first() {
        domain.given(connected())
                .given(ASKED.done("op-1", ROTATION, "Accepted", new Answer.Plain()))
                .given(ASKED.done(
                        "op-2", new ChangeAuthorizationKey("vault:2", NEWER), "Accepted", new Answer.Plain()));
        assertThat(verifiers()).containsExactly(OLD, NEW, NEWER);

        domain.when(opens("s-2", BASIC, NEWER));
        assertThat(verifiers()).containsExactly(NEWER);
    }

    @Test
    void a_second_new_key_refused_leaves_the_first_that_was_taken() {
        domain.given(connected())
                .given(ASKED.done("op-1", ROTATION, "Accepted", new Answer.Plain()))
                .given(ASKED.done(
                        "op-2", new ChangeAuthorizationKey("vault:2", NEWER), "Rejected", new Answer.Plain()));

        assertThat(verifiers()).containsExactly(OLD, NEW);
    }

    @Test
    void two_new_keys_at_once_are_questionable() {
        domain.given(connected())
                .given(ASKED.request("op-1", ROTATION, false))
                .when(ASKED.request("op-2", new ChangeAuthorizationKey("vault:2", NEWER), false));

        assertThat(problems()).contains("operation op-1 is bringing a new AuthorizationKey to it already");
    }

    @Test
    void a_key_that_is_set_by_hand_ends_all_others_but_those_on_their_way() {
        domain.given(connected())
                .given(ASKED.done("op-1", ROTATION, "Accepted", new Answer.Plain()))
                .when(new SetAuthorizationKey(CP, NEWER, KeyOrigin.IMPORTED))
                .expectEvents(new AuthorizationKeySet(CP, NEWER, KeyOrigin.IMPORTED));
        assertThat(verifiers()).containsExactly(NEWER);

        domain.given(ASKED.request("op-2", new ChangeAuthorizationKey("vault:2", NEW), false))
                .given(new SetAuthorizationKey(CP, OLD, KeyOrigin.IMPORTED));
        assertThat(verifiers()).containsExactly(OLD, NEW);
    }

    // ---- higher profiles

    @Test
    void the_old_profile_is_good_until_the_first_success_with_the_new_one_and_never_after() {
        domain.given(connected()).when(ASKED.request("op-1", upgrade("2"), false));
        assertThat(domain.event(SecurityProfileUpgradeRequested.class))
                .isEqualTo(new SecurityProfileUpgradeRequested(CP, OPERATION, TLS_BASIC, NOON));
        domain.given(ASKED.asked("op-1", upgrade("2"))).given(answered("Accepted"));
        domain.when(opens("s-2", BASIC, OLD)).expectEventTypes(superseded(), SessionOpened.class);

        domain.when(opens("s-3", TLS_BASIC, OLD));
        assertThat(domain.event(SecurityProfileUpgraded.class))
                .isEqualTo(new SecurityProfileUpgraded(CP, OPERATION, TLS_BASIC, BASIC, LATER));
        domain.when(opens("s-4", BASIC, OLD)).expectNoEvents().expectAnswer(null);
        domain.when(new RecallAccess(CP));
        assertThat(domain.<Access>answer().profile()).isEqualTo(TLS_BASIC);
        assertThat(domain.<Access>answer().upgradeTo()).isNull();
    }

    private static Class<?> superseded() {
        return SessionSuperseded.class;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rejected", "NotSupported"})
    void a_clear_no_ends_the_upgrade(String status) {
        domain.given(connected()).given(ASKED.asked("op-1", upgrade("2"))).when(answered(status));

        assertThat(domain.event(SecurityProfileUpgradeDropped.class))
                .isEqualTo(new SecurityProfileUpgradeDropped(CP, OPERATION, TLS_BASIC, NOON));
        domain.when(opens("s-2", TLS_BASIC, OLD)).expectNoEvents().expectAnswer(null);
    }

    @Test
    void where_nobody_knows_both_profiles_are_good() {
        domain.given(connected())
                .given(ASKED.asked("op-1", upgrade("2")))
                .given(new ConcludeOperation(CP, OPERATION, new Outcome.Lost(Unknown.CONNECTION_LOST, null), NOON))
                .when(opens("s-2", BASIC, OLD))
                .expectEventTypes(superseded(), SessionOpened.class);
        domain.when(opens("s-3", TLS_BASIC, OLD));
        assertThat(domain.all(SecurityProfileUpgraded.class)).hasSize(1);
    }

    @Test
    void an_upgrade_that_was_never_sent_is_none() {
        domain.given(connected())
                .given(ASKED.request("op-1", upgrade("2"), false))
                .when(new CancelOperation(CP, OPERATION, null, NOON));

        assertThat(domain.all(SecurityProfileUpgradeDropped.class)).hasSize(1);
    }

    @Test
    void what_an_upgrade_needs_is_said_before() {
        domain.given(new RegisterChargePoint(
                        CP, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null))
                .when(ASKED.request("op-1", upgrade("1"), false));
        assertThat(problems()).contains("security profile 1 needs an AuthorizationKey, and it has none");

        domain.when(ASKED.request("op-2", upgrade("3"), false));
        assertThat(problems())
                .contains("security profile 3 needs the configuration key CpoName, and it is not known to be set");
        domain.given(new SetCertificateOwner(CP, null, "Example CPO")).when(ASKED.request("op-3", upgrade("3"), false));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("security profile 3 needs a certificate of the charge point, and it has been given none");
        domain.when(ASKED.request("op-4", upgrade("3"), true)).expectAnswer(RequestAnswer.TAKEN);
    }

    @Test
    void a_profile_is_never_lowered_over_ocpp_not_even_by_force() {
        domain.given(registered(TLS_BASIC)).when(ASKED.request("op-1", upgrade("1"), false));
        assertThat(problems())
                .contains("the security profile of the charge point is 2 and can only be raised over OCPP");

        domain.when(ASKED.request("op-2", upgrade("1"), true)).expectAnswer(RequestAnswer.TAKEN);
        domain.when(new RecallAccess(CP));
        assertThat(domain.<Access>answer().accepts(BASIC)).isFalse();
    }

    @Test
    void an_operator_may_lower_it_and_says_why() {
        domain.given(registered(TLS_CERTIFICATE))
                .when(new SetSecurityProfile(CP, BASIC, "new controller"))
                .expectEvents(new SecurityProfileSet(CP, BASIC, "new controller"));
        domain.when(new SetSecurityProfile(CP, BASIC, "again")).expectNoEvents();
    }

    @Test
    void deciding_a_profile_ends_an_upgrade_that_is_under_way() {
        domain.given(connected())
                .given(ASKED.asked("op-1", upgrade("2")))
                .given(new SetSecurityProfile(CP, BASIC, null))
                .when(opens("s-2", TLS_BASIC, OLD))
                .expectNoEvents()
                .expectAnswer(null);
        domain.when(answered("Rejected")).expectEventTypes(OperationAnswered.class);
    }

    // ---- certificates

    @Test
    void its_certificate_is_for_the_serial_number_that_it_tells_unless_another_was_set() {
        domain.given(connected()).when(new RecallAccess(CP));
        assertThat(domain.<Access>answer().serialNumbers()).isEmpty();

        domain.when(new SetCertificateOwner(CP, "SN-7", "Example CPO"))
                .expectEvents(new CertificateOwnerSet(CP, "SN-7", "Example CPO"));
        domain.when(new SetCertificateOwner(CP, "SN-7", "Example CPO")).expectNoEvents();
        domain.when(new RecallAccess(CP));
        assertThat(domain.<Access>answer().serialNumbers()).containsExactly("SN-7");
        assertThat(domain.<Access>answer().cpoName()).isEqualTo("Example CPO");
    }

    // ----

    private static RegisterChargePoint registered(SecurityProfile profile) {
        return new RegisterChargePoint(
                CP, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null, profile, OLD);
    }

    private static Object[] connected() {
        return new Object[] {registered(BASIC), opens("s-1", BASIC, OLD), ASKED.boot(NOON)};
    }

    private static OpenSession opens(String session, SecurityProfile profile, @Nullable KeyVerifier verifier) {
        return opens(session, profile, verifier, session.equals("s-1") ? NOON : LATER);
    }

    private static OpenSession opens(
            String session, SecurityProfile profile, @Nullable KeyVerifier verifier, Instant at) {
        return new OpenSession(
                CP, new SessionId(session), "node-1", "10.0.0.7:4", at, Authentication.without(profile), verifier);
    }

    private static ChangeConfiguration upgrade(String profile) {
        return new ChangeConfiguration("securityProfile", profile);
    }

    private static ConcludeOperation answered(String status) {
        return ASKED.answered("op-1", status, new Answer.Plain(), NOON);
    }

    private List<KeyVerifier> verifiers() {
        return verifiers(LATER);
    }

    private List<KeyVerifier> verifiers(Instant at) {
        domain.when(new RecallAccess(CP));
        return domain.<Access>answer().verifiers(at);
    }

    private List<String> problems() {
        Refusal refusal = domain.<RequestAnswer>answer().refusal();
        return refusal == null ? List.of() : refusal.problems();
    }
}
