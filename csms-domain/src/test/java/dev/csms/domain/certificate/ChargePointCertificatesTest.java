package dev.csms.domain.certificate;

import static dev.csms.domain.AskedChargePoint.key;
import static dev.csms.domain.AskedChargePoint.keys;
import static dev.csms.domain.certificate.TestCertificates.AUTHORITY;
import static dev.csms.domain.certificate.TestCertificates.OWN;
import static dev.csms.domain.certificate.TestCertificates.RENEWED;
import static dev.csms.domain.certificate.TestCertificates.ROOT_A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.CertificateCommand.AdmitFactoryCertificate;
import dev.csms.domain.certificate.CertificateCommand.BeginSigning;
import dev.csms.domain.certificate.CertificateCommand.CertifyChargePoint;
import dev.csms.domain.certificate.CertificateCommand.RecordCertificate;
import dev.csms.domain.certificate.CertificateCommand.RecordRevocationNotice;
import dev.csms.domain.certificate.CertificateCommand.RenewCertificate;
import dev.csms.domain.certificate.CertificateCommand.ReportCertificateUse;
import dev.csms.domain.certificate.CertificateCommand.ReportFactoryCertificateUse;
import dev.csms.domain.certificate.CertificateCommand.ReportRevocationNoticeFailure;
import dev.csms.domain.certificate.CertificateCommand.ReportSigningFailure;
import dev.csms.domain.certificate.CertificateCommand.RequestCertificate;
import dev.csms.domain.certificate.CertificateCommand.Retry;
import dev.csms.domain.certificate.CertificateCommand.RetryCertificate;
import dev.csms.domain.certificate.CertificateCommand.RevokeCertificate;
import dev.csms.domain.certificate.CertificateEvent.CertificateDelivered;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryFailed;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateIssued;
import dev.csms.domain.certificate.CertificateEvent.CertificateRenewalRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequestRefused;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRevoked;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningBegun;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningFailed;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningRetried;
import dev.csms.domain.certificate.CertificateEvent.CertificateUsed;
import dev.csms.domain.certificate.CertificateEvent.FactoryCertificateAdmitted;
import dev.csms.domain.certificate.CertificateEvent.FactoryCertificateUsed;
import dev.csms.domain.certificate.CertificateEvent.OperatorCertificateWanted;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeFailed;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeGiven;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeRequested;
import dev.csms.domain.chargepoint.BootAnswer;
import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointCommand.Boot;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.SetRegistration;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.domain.credential.CredentialCommand.SetCertificateOwner;
import dev.csms.domain.credential.CredentialCommand.SetSecurityProfile;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.GetConfiguration;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.operation.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChargePointCertificatesTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("s-1");
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final CertificateRequestId FIRST = new CertificateRequestId("r-1");
    private static final CertificateRequestId SECOND = new CertificateRequestId("r-2");
    private static final String CPO = "Example CPO";
    private static final byte[] KEY = TestCertificates.read(OWN).getPublicKey().getEncoded();
    private static final byte[] OTHER_KEY = {1};
    private static final String CSR = PlainRequests.csr(CPO, "SN-1", KEY);
    private static final String CHAIN = OWN + AUTHORITY;
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final String FINGERPRINT = TestCertificates.fingerprint(OWN);
    private static final String RENEWED_FINGERPRINT = TestCertificates.fingerprint(RENEWED);

    private final AskedChargePoint chargePoint = new AskedChargePoint(CP, SESSION, NOON);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connect() {
        csms.given(chargePoint.connected()).given(boot("SN-1", "BOX-1"));
    }

    private static Boot boot(@Nullable String serialNumber, @Nullable String boxSerialNumber) {
        return new Boot(
                CP,
                SESSION,
                new BootData("V", "M", serialNumber, boxSerialNumber, null, null, null, null, null),
                300,
                60,
                NOON);
    }

    // ---- what is worked on

    @Test
    void a_good_request_is_worked_on() {
        csms.when(request(FIRST, CSR)).expectAnswer(SigningAnswer.ACCEPTED).expectEvents(requested(FIRST, CPO));
    }

    private static CertificateRequested requested(CertificateRequestId id, @Nullable String organization) {
        return new CertificateRequested(
                CP,
                id,
                new CertificateRequest(
                        CSR,
                        "CN=SN-1,O=Example CPO",
                        new SubjectRule(organization, Set.of("SN-1", "BOX-1")),
                        "EC",
                        256,
                        CertificateDetails.sha256(KEY)),
                NOON);
    }

    @Test
    void what_cannot_be_read_is_refused() {
        assertRefused("-----BEGIN", SigningRefusal.UNREADABLE);
    }

    @Test
    void a_request_in_the_name_of_another_charge_point_is_refused() {
        assertRefused(PlainRequests.csr(CPO, "SN-2", KEY), SigningRefusal.WRONG_COMMON_NAME);
    }

    @Test
    void a_request_in_the_name_of_another_operator_is_refused() {
        assertRefused(PlainRequests.csr("Somebody", "SN-1", KEY), SigningRefusal.WRONG_ORGANIZATION);
    }

    @Test
    void a_rejected_charge_point_gets_none() {
        csms.given(new SetRegistration(CP, RegistrationStatus.REJECTED, null));
        assertRefused(CSR, SigningRefusal.NOT_ALLOWED);
    }

    private void assertRefused(String csr, SigningRefusal refusal) {
        csms.when(request(FIRST, csr)).expectEventTypes(CertificateRequestRefused.class);
        assertThat(csms.<SigningAnswer>answer().refusal()).isEqualTo(refusal);
        assertThat(csms.event(CertificateRequestRefused.class).refusal()).isEqualTo(refusal);
    }

    @Test
    void what_the_charge_point_says_of_its_operator_is_no_decision() {
        csms.given(chargePoint.done("get", new GetConfiguration(List.of()), null, keys(key("CpoName", "Somebody"))));

        csms.when(request(FIRST, PlainRequests.csr("Somebody", "SN-1", KEY)));
        assertThat(csms.<SigningAnswer>answer().refusal()).isEqualTo(SigningRefusal.WRONG_ORGANIZATION);
        csms.when(request(SECOND, PlainRequests.csr(CPO, "SN-1", OTHER_KEY))).expectAnswer(SigningAnswer.ACCEPTED);

        csms.given(new SetCertificateOwner(CP, null, "Somebody"))
                .when(request(new CertificateRequestId("r-3"), PlainRequests.csr("Somebody", "SN-1", KEY)))
                .expectAnswer(SigningAnswer.ACCEPTED);
    }

    @Test
    void where_nobody_has_decided_it_it_counts() {
        csms.given(chargePoint.done("get", new GetConfiguration(List.of()), null, keys(key("CpoName", "Somebody"))));

        csms.when(new RequestCertificate(CP, FIRST, CSR, 5, null, NOON));
        assertThat(csms.<SigningAnswer>answer().refusal()).isEqualTo(SigningRefusal.WRONG_ORGANIZATION);
    }

    @Test
    void the_serial_number_of_its_box_will_do_as_well() {
        csms.when(request(FIRST, PlainRequests.csr(CPO, "BOX-1", KEY))).expectAnswer(SigningAnswer.ACCEPTED);
    }

    @Test
    void without_a_serial_number_a_charge_point_is_known_by_its_identity() {
        csms.given(boot(null, "  "));

        csms.when(request(FIRST, PlainRequests.csr(CPO, "CP-1", KEY))).expectAnswer(SigningAnswer.ACCEPTED);
    }

    @Test
    void a_request_that_is_worked_on_already_is_the_same_request() {
        csms.given(request(FIRST, CSR))
                .when(request(SECOND, CSR))
                .expectAnswer(SigningAnswer.ACCEPTED)
                .expectNoEvents();
    }

    @Test
    void the_sixth_request_of_a_day_is_refused() {
        for (int i = 0; i < 5; i++) {
            csms.given(request(id(i), PlainRequests.csr(CPO, "SN-1", new byte[] {(byte) i}), NOON.plusSeconds(i)));
        }

        csms.when(request(FIRST, CSR, NOON.plusSeconds(86_399)))
                .expectAnswer(SigningAnswer.refused(SigningRefusal.TOO_MANY, "more than 5 requests within a day"));
        csms.when(request(SECOND, CSR, NOON.plusSeconds(86_400))).expectAnswer(SigningAnswer.ACCEPTED);
    }

    @Test
    void of_many_refusals_only_some_are_put_on_record() {
        for (int i = 0; i < 20; i++) {
            csms.when(request(id(i), "?")).expectEventTypes(CertificateRequestRefused.class);
        }
        csms.when(request(id(20), "?")).expectNoEvents();
        assertThat(csms.<SigningAnswer>answer().refusal()).isEqualTo(SigningRefusal.UNREADABLE);
        csms.when(request(id(21), "?", NOON.plusSeconds(86_400))).expectEventTypes(CertificateRequestRefused.class);
    }

    private static CertificateRequestId id(int i) {
        return new CertificateRequestId("many-" + i);
    }

    // ---- signing

    @Test
    void whoever_comes_first_asks_the_authority() {
        csms.given(request(FIRST, CSR))
                .when(new BeginSigning(CP, FIRST, NOON))
                .expectAnswer(requested(FIRST, CPO).request())
                .expectEvents(new CertificateSigningBegun(CP, FIRST, NOON));
        csms.when(new BeginSigning(CP, FIRST, NOON.plusSeconds(299)))
                .expectAnswer(null)
                .expectNoEvents();
        csms.when(new BeginSigning(CP, FIRST, NOON.plusSeconds(300))).expectEventTypes(CertificateSigningBegun.class);
    }

    @Test
    void a_certificate_is_sent_to_the_charge_point_as_soon_as_there_is_one() {
        csms.given(request(FIRST, CSR), new BeginSigning(CP, FIRST, NOON)).when(made(FIRST, CHAIN + ROOT_A, "op-1"));

        csms.expectEventTypes(CertificateIssued.class, OperationRequested.class, CertificateDeliveryRequested.class);
        CertificateIssued issued = csms.event(CertificateIssued.class);
        assertThat(issued.chain()).as("without the root").isEqualTo(CHAIN);
        assertThat(issued.certificate())
                .isEqualTo(new CertificateDetails(
                        FINGERPRINT,
                        "1f2e",
                        "CN=SN-1,O=Example CPO",
                        "CN=Charge Points,O=Example CPO",
                        Instant.parse("2026-11-24T21:51:03Z"),
                        Instant.parse("2027-11-24T21:51:03Z"),
                        "EC",
                        256,
                        OWN));
        assertThat(csms.event(OperationRequested.class).request()).isEqualTo(new Request.CertificateSigned(CHAIN));

        csms.given(new TakeOperation(CP, SESSION, NOON))
                .when(answered("op-1", "Accepted"))
                .expectEventTypes(OperationAnswered.class, CertificateDelivered.class);
    }

    @Test
    void what_the_authority_sends_twice_is_sent_to_the_charge_point_once() {
        csms.given(issued()).when(made(FIRST, CHAIN, "op-2")).expectNoEvents();
    }

    @Test
    void a_certificate_of_another_key_is_no_use() {
        csms.given(request(FIRST, CSR), new BeginSigning(CP, FIRST, NOON))
                .when(made(FIRST, ROOT_A, "op-1"))
                .expectEvents(new CertificateSigningFailed(
                        CP, FIRST, "the certificate authority has sent a certificate of another key", null, NOON));
    }

    @Test
    void what_failed_can_be_tried_again() {
        csms.given(request(FIRST, CSR), new BeginSigning(CP, FIRST, NOON))
                .when(failure("it says no", null, NOON))
                .expectEvents(new CertificateSigningFailed(CP, FIRST, "it says no", null, NOON));
        csms.when(new BeginSigning(CP, FIRST, NOON)).expectAnswer(null).expectNoEvents();
        csms.when(retry("op-2"))
                .expectAnswer(Retry.SIGNING)
                .expectEvents(new CertificateSigningRetried(CP, FIRST, NOON));
        csms.when(retry("op-3")).expectAnswer(Retry.NOTHING).expectNoEvents();
        csms.when(new BeginSigning(CP, FIRST, NOON)).expectEvents(new CertificateSigningBegun(CP, FIRST, NOON));
    }

    @Test
    void an_authority_that_is_away_is_asked_again_after_ever_longer() {
        csms.given(request(FIRST, CSR));
        Instant at = NOON;
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            Instant again = at.plusSeconds(60L * minutes);
            csms.given(new BeginSigning(CP, FIRST, at))
                    .when(failure("it is away", Duration.ofMinutes(1), at))
                    .expectEvents(new CertificateSigningFailed(CP, FIRST, "it is away", again, at));
            csms.when(new BeginSigning(CP, FIRST, again.minusSeconds(1)))
                    .expectAnswer(null)
                    .expectNoEvents();
            at = again;
        }
        csms.when(request(SECOND, CSR, at)).expectAnswer(SigningAnswer.ACCEPTED).expectNoEvents();
    }

    @Test
    void but_not_for_ever_unless_somebody_wants_it() {
        Instant later = NOON.plus(Duration.ofDays(8));
        csms.given(request(FIRST, CSR), new BeginSigning(CP, FIRST, later))
                .when(failure("it is away", Duration.ofMinutes(1), later))
                .expectEvents(new CertificateSigningFailed(CP, FIRST, "it is away", null, later));

        csms.given(new RetryCertificate(CP, FIRST, new OperationId("op-1"), later.plusSeconds(60), later))
                .given(new BeginSigning(CP, FIRST, later))
                .when(failure("it is away", Duration.ofMinutes(1), later))
                .expectEvents(new CertificateSigningFailed(CP, FIRST, "it is away", later.plusSeconds(60), later));
    }

    private static ReportSigningFailure failure(String problem, @Nullable Duration retryAfter, Instant at) {
        return new ReportSigningFailure(CP, FIRST, problem, retryAfter, at);
    }

    @Test
    void one_that_has_its_certificate_may_be_asked_for_security_profile_3() {
        Request profile3 = new Request.ChangeConfiguration("SecurityProfile", "3");
        csms.given(new SetCertificateOwner(CP, null, CPO)).given(issued());
        csms.when(chargePoint.request("op-7", profile3, false));
        assertThat(csms.<RequestAnswer>answer().refusal())
                .as("it is on its way")
                .isNotNull();

        csms.given(new TakeOperation(CP, SESSION, NOON), answered("op-1", "Accepted"))
                .when(chargePoint.request("op-8", profile3, false))
                .expectAnswer(RequestAnswer.TAKEN);
    }

    // ---- as from the factory

    private static final CertificateDetails FACTORY = factory("fa");

    private static CertificateDetails factory(String fingerprint) {
        return new CertificateDetails(
                fingerprint, "1", "CN=SN-1", "CN=Factory", NOON, NOON.plusSeconds(60), "EC", 256, "pem");
    }

    private static ReportFactoryCertificateUse factoryUsed(CertificateDetails certificate) {
        return new ReportFactoryCertificateUse(CP, certificate, NOON);
    }

    private static CertifyChargePoint certify(String operation, @Nullable String organization, Instant at) {
        return new CertifyChargePoint(
                CP,
                new OperationId(operation),
                new OperationId(operation + "-name"),
                organization,
                at.plusSeconds(1_800),
                at);
    }

    @Test
    void a_charge_point_that_comes_as_from_the_factory_is_asked_to_get_a_certificate_of_its_operator() {
        csms.when(factoryUsed(FACTORY))
                .expectAnswer(CertificateStanding.GOOD)
                .expectEvents(new FactoryCertificateUsed(CP, FACTORY, null, NOON));
        csms.when(factoryUsed(FACTORY)).expectAnswer(CertificateStanding.GOOD).expectNoEvents();

        csms.when(certify("op-1", CPO, NOON))
                .expectAnswer(true)
                .expectEventTypes(OperationRequested.class, OperationRequested.class, OperatorCertificateWanted.class);
        assertThat(csms.all(OperationRequested.class).stream().map(OperationRequested::request))
                .containsExactly(
                        new Request.ChangeConfiguration("CpoName", CPO),
                        new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE, null));
    }

    @Test
    void one_that_knows_its_operator_is_not_told_him_again() {
        csms.given(chargePoint.done("get", new GetConfiguration(List.of()), null, keys(key("CpoName", CPO))))
                .given(factoryUsed(FACTORY))
                .when(certify("op-1", CPO, NOON))
                .expectEventTypes(OperationRequested.class, OperatorCertificateWanted.class);
    }

    @Test
    void one_that_comes_otherwise_is_not_asked() {
        csms.when(certify("op-1", CPO, NOON)).expectAnswer(false).expectNoEvents();
        csms.given(delivered())
                .when(certify("op-2", CPO, NOON))
                .expectAnswer(false)
                .expectNoEvents();
    }

    @Test
    void nor_one_that_is_not_to_take_part() {
        csms.given(new SetRegistration(CP, RegistrationStatus.REJECTED, null))
                .given(factoryUsed(FACTORY))
                .when(certify("op-1", CPO, NOON))
                .expectAnswer(false)
                .expectNoEvents();
    }

    @Test
    void it_is_asked_again_after_ever_longer_and_not_while_one_is_on_its_way() {
        csms.given(factoryUsed(FACTORY));
        Instant at = NOON;
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440}) {
            csms.when(certify("op-" + at, null, at)).expectAnswer(true);
            Instant again = at.plusSeconds(60L * minutes);
            csms.when(certify("too-soon-" + at, null, again.minusSeconds(1)))
                    .expectAnswer(false)
                    .expectNoEvents();
            at = again;
        }
        csms.given(request(FIRST, CSR, at))
                .when(certify("op-x", null, at))
                .expectAnswer(false)
                .expectNoEvents();
        csms.given(new BeginSigning(CP, FIRST, at), made(FIRST, CHAIN, "op-1"))
                .when(certify("op-y", null, at))
                .expectAnswer(false)
                .expectNoEvents();
    }

    @Test
    void one_that_has_been_given_a_certificate_has_an_hour_to_take_it_into_use() {
        csms.given(factoryUsed(FACTORY), certify("op-0", CPO, NOON), new TakeOperation(CP, SESSION, NOON))
                .given(chargePoint.answered("op-0-name", "Accepted", new Answer.Plain(), NOON))
                .given(new TakeOperation(CP, SESSION, NOON))
                .given(chargePoint.answered("op-0", "Accepted", new Answer.Plain(), NOON))
                .given(delivered());

        csms.when(certify("op-2", CPO, NOON.plusSeconds(3_599))).expectAnswer(false);
        csms.when(certify("op-3", CPO, NOON.plusSeconds(3_600))).expectAnswer(true);
    }

    @Test
    void once_it_has_shown_one_of_its_operator_no_other_is_good() {
        csms.given(factoryUsed(FACTORY))
                .given(delivered())
                .when(used(FINGERPRINT))
                .expectAnswer(CertificateStanding.GOOD)
                .expectEvents(new CertificateUsed(CP, FINGERPRINT, List.of("fa"), NOON));

        csms.when(factoryUsed(FACTORY))
                .expectAnswer(CertificateStanding.REPLACED)
                .expectNoEvents();
        csms.when(factoryUsed(factory("fb")))
                .expectAnswer(CertificateStanding.REPLACED)
                .expectNoEvents();
        csms.when(certify("op-2", CPO, NOON.plusSeconds(86_400)))
                .expectAnswer(false)
                .expectNoEvents();
    }

    @Test
    void unless_somebody_decides_that_it_is() {
        csms.when(new AdmitFactoryCertificate(CP, "new", NOON))
                .expectAnswer(false)
                .expectNoEvents();
        csms.given(delivered())
                .given(used(FINGERPRINT))
                .when(new AdmitFactoryCertificate(CP, "new controller", NOON))
                .expectAnswer(true)
                .expectEvents(new FactoryCertificateAdmitted(CP, "new controller", NOON));

        csms.when(used(FINGERPRINT)).expectAnswer(CertificateStanding.GOOD).expectNoEvents();
        csms.when(factoryUsed(FACTORY)).expectAnswer(CertificateStanding.GOOD);
        csms.when(factoryUsed(factory("fb")))
                .expectAnswer(CertificateStanding.GOOD)
                .expectEvents(new FactoryCertificateUsed(CP, factory("fb"), "fa", NOON));
        csms.when(used(FINGERPRINT))
                .expectAnswer(CertificateStanding.GOOD)
                .expectEvents(new CertificateUsed(CP, FINGERPRINT, List.of("fb"), NOON));
        csms.when(factoryUsed(FACTORY)).expectAnswer(CertificateStanding.REPLACED);
    }

    @Test
    void a_charge_point_as_from_the_factory_has_to_wait_until_it_comes_otherwise() {
        SessionId asMade = new SessionId("s-2");
        SessionId asOurs = new SessionId("s-3");
        csms.given(new SetSecurityProfile(CP, SecurityProfile.TLS_CERTIFICATE, null))
                .given(opened(asMade, CertificateIssuer.MANUFACTURER))
                .when(boot(asMade))
                .expectAnswer(new BootAnswer(RegistrationStatus.PENDING, 60));

        csms.given(opened(asOurs, CertificateIssuer.OPERATOR))
                .when(boot(asOurs))
                .expectAnswer(new BootAnswer(RegistrationStatus.ACCEPTED, 300));
        csms.given(new SetRegistration(CP, RegistrationStatus.REJECTED, 900))
                .given(opened(asMade, CertificateIssuer.MANUFACTURER))
                .when(boot(asMade))
                .expectAnswer(new BootAnswer(RegistrationStatus.REJECTED, 900));
    }

    private static OpenSession opened(SessionId session, CertificateIssuer issuer) {
        return new OpenSession(
                CP,
                session,
                "node-1",
                "192.0.2.1",
                NOON,
                new Authentication(SecurityProfile.TLS_CERTIFICATE, "ab", issuer),
                null);
    }

    private static Boot boot(SessionId session) {
        return new Boot(CP, session, new BootData("V", "M", "SN-1", null, null, null, null, null, null), 300, 60, NOON);
    }

    @Test
    void nothing_is_retried_that_nobody_has_asked_for() {
        csms.when(retry("op-1")).expectAnswer(Retry.UNKNOWN).expectNoEvents();
    }

    // ---- delivery

    @Test
    void a_chain_that_is_longer_than_the_charge_point_takes_is_not_sent() {
        csms.given(chargePoint.done(
                        "get",
                        new GetConfiguration(List.of()),
                        null,
                        keys(key("CertificateSignedMaxChainSize", "1000"))))
                .given(request(FIRST, CSR), new BeginSigning(CP, FIRST, NOON))
                .when(made(FIRST, CHAIN, "op-1"))
                .expectEventTypes(CertificateIssued.class, CertificateDeliveryFailed.class);
        assertThat(csms.event(CertificateDeliveryFailed.class))
                .isEqualTo(new CertificateDeliveryFailed(
                        CP,
                        FINGERPRINT,
                        null,
                        DeliveryProblem.NOT_SENDABLE,
                        "the certificate chain has 1291 characters; the charge point takes 1000",
                        NOON));
    }

    @Test
    void a_charge_point_that_does_not_take_its_certificate_can_be_sent_it_again() {
        csms.given(issued()).given(new TakeOperation(CP, SESSION, NOON)).when(answered("op-1", "Rejected"));
        assertThat(csms.event(CertificateDeliveryFailed.class))
                .isEqualTo(new CertificateDeliveryFailed(
                        CP, FINGERPRINT, new OperationId("op-1"), DeliveryProblem.REJECTED, "Rejected", NOON));

        csms.when(retry("op-2"))
                .expectAnswer(Retry.DELIVERY)
                .expectEventTypes(OperationRequested.class, CertificateDeliveryRequested.class);
        csms.given(new TakeOperation(CP, SESSION, NOON)).when(answered("op-2", "Accepted"));
        assertThat(csms.event(CertificateDelivered.class).fingerprint()).isEqualTo(FINGERPRINT);
    }

    @Test
    void without_an_answer_nobody_knows_whether_it_is_there() {
        csms.given(issued())
                .given(new TakeOperation(CP, SESSION, NOON))
                .when(concluded("op-1", new Outcome.Lost(Unknown.TIMED_OUT, null)));
        assertThat(csms.event(CertificateDeliveryFailed.class).problem()).isEqualTo(DeliveryProblem.UNANSWERED);
    }

    @Test
    void an_error_is_no_yes() {
        csms.given(issued())
                .given(new TakeOperation(CP, SESSION, NOON))
                .when(concluded("op-1", new Outcome.Failed("NotImplemented", "what?")));
        assertThat(csms.event(CertificateDeliveryFailed.class).problem()).isEqualTo(DeliveryProblem.NOT_HANDLED);
    }

    @Test
    void one_that_was_cancelled_was_not_sent() {
        csms.given(issued()).when(new CancelOperation(CP, new OperationId("op-1"), null, NOON));
        assertThat(csms.event(CertificateDeliveryFailed.class).problem()).isEqualTo(DeliveryProblem.NOT_SENT);
    }

    @Test
    void a_certificate_that_somebody_sends_by_hand_is_none_of_ours() {
        csms.given(chargePoint.asked("op-9", new Request.CertificateSigned("x")))
                .when(answered("op-9", "Accepted"))
                .expectEventTypes(OperationAnswered.class);
    }

    // ---- use

    @Test
    void an_older_certificate_is_good_until_the_newer_one_has_been_shown() {
        csms.given(delivered());
        csms.when(used(FINGERPRINT))
                .expectAnswer(CertificateStanding.GOOD)
                .expectEvents(new CertificateUsed(CP, FINGERPRINT, List.of(), NOON));
        csms.when(used(FINGERPRINT)).expectAnswer(CertificateStanding.GOOD).expectNoEvents();

        csms.given(request(SECOND, CSR), new BeginSigning(CP, SECOND, NOON), made(SECOND, RENEWED, "op-2"));
        csms.when(used(FINGERPRINT)).expectAnswer(CertificateStanding.GOOD).expectNoEvents();

        csms.when(used(RENEWED_FINGERPRINT))
                .expectAnswer(CertificateStanding.GOOD)
                .expectEvents(new CertificateUsed(CP, RENEWED_FINGERPRINT, List.of(FINGERPRINT), NOON));
        csms.when(used(FINGERPRINT)).expectAnswer(CertificateStanding.REPLACED).expectNoEvents();
    }

    @Test
    void one_that_is_not_ours_is_not_judged() {
        csms.when(used("ab")).expectAnswer(CertificateStanding.UNKNOWN).expectNoEvents();
    }

    @Test
    void a_revoked_certificate_is_not_good_any_more_and_its_authority_is_to_be_told() {
        csms.given(delivered())
                .when(revoke(RevocationReason.KEY_COMPROMISE, NOON))
                .expectAnswer(true)
                .expectEvents(
                        new CertificateRevoked(CP, FINGERPRINT, RevocationReason.KEY_COMPROMISE, NOON),
                        notice(RevocationReason.KEY_COMPROMISE, NOON));
        csms.when(revoke(RevocationReason.UNSPECIFIED, NOON))
                .expectAnswer(false)
                .expectNoEvents();
        csms.when(used(FINGERPRINT)).expectAnswer(CertificateStanding.REVOKED).expectNoEvents();
        csms.when(new RecordRevocationNotice(CP, FINGERPRINT, NOON))
                .expectEvents(new RevocationNoticeGiven(CP, FINGERPRINT, NOON));
        csms.when(new RecordRevocationNotice(CP, FINGERPRINT, NOON)).expectNoEvents();
        csms.when(notTold(PAUSE, NOON)).expectNoEvents();
        csms.when(revoke(RevocationReason.UNSPECIFIED, NOON))
                .expectAnswer(false)
                .expectNoEvents();
        csms.when(used(FINGERPRINT)).expectAnswer(CertificateStanding.REVOKED).expectNoEvents();
    }

    @Test
    void an_authority_that_is_away_is_told_again_after_ever_longer_pauses_until_the_certificate_ends() {
        csms.given(delivered()).given(revoke(RevocationReason.KEY_COMPROMISE, NOON));
        Instant at = NOON;
        for (Duration pause : List.of(PAUSE, PAUSE.multipliedBy(2), PAUSE.multipliedBy(4))) {
            csms.when(notTold(PAUSE, at))
                    .expectEvents(new RevocationNoticeFailed(CP, FINGERPRINT, "it is away", at.plus(pause), at));
            at = at.plus(pause);
        }
        csms.when(notTold(PAUSE, at.minusSeconds(1)))
                .expectNoEvents(); // somebody else has tried at the same time, and said so before

        Instant end = certificate().notAfter();
        csms.when(notTold(PAUSE, end.minusSeconds(1)))
                .expectEvents(new RevocationNoticeFailed(CP, FINGERPRINT, "it is away", null, end.minusSeconds(1)));
    }

    @Test
    void whoever_revokes_again_has_an_authority_told_again_that_has_not_heard_it() {
        csms.given(delivered()).given(revoke(RevocationReason.KEY_COMPROMISE, NOON));
        csms.when(notTold(null, NOON))
                .expectEvents(new RevocationNoticeFailed(CP, FINGERPRINT, "it is away", null, NOON));

        csms.when(revoke(RevocationReason.UNSPECIFIED, NOON.plusSeconds(1)))
                .expectAnswer(false)
                .expectEvents(notice(RevocationReason.KEY_COMPROMISE, NOON.plusSeconds(1)));
        csms.when(new RecordRevocationNotice(CP, FINGERPRINT, NOON.plusSeconds(2)))
                .expectEvents(new RevocationNoticeGiven(CP, FINGERPRINT, NOON.plusSeconds(2)));
    }

    /** The inventory has no place for more than twenty certificates. */
    @Test
    void a_revoked_certificate_is_not_good_either_when_it_is_not_known_any_more() {
        csms.when(revoke(RevocationReason.KEY_COMPROMISE, NOON)).expectAnswer(true);
        csms.when(used(FINGERPRINT)).expectAnswer(CertificateStanding.REVOKED).expectNoEvents();
    }

    private static CertificateDetails certificate() {
        return CertificateDetails.of(TestCertificates.read(OWN));
    }

    private static RevokeCertificate revoke(RevocationReason reason, Instant at) {
        return new RevokeCertificate(CP, certificate(), reason, PAUSE, at);
    }

    private static RevocationNoticeRequested notice(RevocationReason reason, Instant at) {
        return new RevocationNoticeRequested(
                CP,
                FINGERPRINT,
                certificate().issuer(),
                certificate().serialNumber(),
                reason,
                certificate().notAfter(),
                at.plus(PAUSE),
                at);
    }

    private static ReportRevocationNoticeFailure notTold(@Nullable Duration retryAfter, Instant at) {
        return new ReportRevocationNoticeFailure(CP, FINGERPRINT, "it is away", retryAfter, at);
    }

    // ---- renewal

    @Test
    void a_charge_point_is_asked_once_a_day_to_renew_its_certificate() {
        csms.given(delivered())
                .when(renew("op-7", NOON))
                .expectAnswer(true)
                .expectEventTypes(OperationRequested.class, CertificateRenewalRequested.class);
        assertThat(csms.event(OperationRequested.class).request())
                .isEqualTo(
                        new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE, null));

        csms.when(renew("op-8", NOON.plusSeconds(86_399))).expectAnswer(false).expectNoEvents();
        csms.when(renew("op-9", NOON.plusSeconds(86_400))).expectAnswer(true);
    }

    @Test
    void what_the_charge_point_does_not_have_is_not_renewed() {
        csms.given(issued()).when(renew("op-7", NOON)).expectAnswer(false).expectNoEvents();
    }

    // ----

    private static RequestCertificate request(CertificateRequestId id, String csr) {
        return request(id, csr, NOON);
    }

    private static RequestCertificate request(CertificateRequestId id, String csr, Instant at) {
        return new RequestCertificate(CP, id, csr, 5, CPO, at);
    }

    private static RecordCertificate made(CertificateRequestId id, String chain, String operation) {
        return new RecordCertificate(CP, id, chain, new OperationId(operation), NOON.plusSeconds(3_600), NOON);
    }

    private static Object[] issued() {
        return new Object[] {request(FIRST, CSR), new BeginSigning(CP, FIRST, NOON), made(FIRST, CHAIN, "op-1")};
    }

    private Object[] delivered() {
        Object[] issued = issued();
        return new Object[] {
            issued[0], issued[1], issued[2], new TakeOperation(CP, SESSION, NOON), answered("op-1", "Accepted")
        };
    }

    private ConcludeOperation answered(String operation, String status) {
        return chargePoint.answered(operation, status, new Answer.Plain(), NOON);
    }

    private static ConcludeOperation concluded(String operation, Outcome outcome) {
        return new ConcludeOperation(CP, new OperationId(operation), outcome, NOON);
    }

    private static RetryCertificate retry(String operation) {
        return new RetryCertificate(CP, FIRST, new OperationId(operation), NOON.plusSeconds(3_600), NOON);
    }

    private static RenewCertificate renew(String operation, Instant at) {
        return new RenewCertificate(CP, FINGERPRINT, new OperationId(operation), at.plusSeconds(3_600), at);
    }

    private static ReportCertificateUse used(String fingerprint) {
        return new ReportCertificateUse(CP, fingerprint, NOON);
    }
}
