package dev.csms.domain.certificate;

import static dev.csms.domain.AskedChargePoint.key;
import static dev.csms.domain.AskedChargePoint.keys;
import static dev.csms.domain.certificate.CertificateUse.CENTRAL_SYSTEM_ROOT_CERTIFICATE;
import static dev.csms.domain.certificate.CertificateUse.MANUFACTURER_ROOT_CERTIFICATE;
import static dev.csms.domain.certificate.TestCertificates.AUTHORITY;
import static dev.csms.domain.certificate.TestCertificates.OWN;
import static dev.csms.domain.certificate.TestCertificates.ROOT_A;
import static dev.csms.domain.certificate.TestCertificates.ROOT_B;
import static dev.csms.domain.certificate.TestCertificates.ROOT_B_SIGNED_BY_A;
import static dev.csms.domain.certificate.TestCertificates.WEAK_ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.certificate.CertificateEvent.InstalledCertificatesReported;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateDeleted;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateInstalled;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.DeleteCertificate;
import dev.csms.domain.operation.Request.GetConfiguration;
import dev.csms.domain.operation.Request.GetInstalledCertificateIds;
import dev.csms.domain.operation.Request.InstallCertificate;
import dev.csms.domain.operation.RequestAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roots on charge points, and other questions about certificates that an operator asks. */
class RootCertificatesTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final Answer PLAIN = new Answer.Plain();
    private static final InstallCertificate INSTALL_A = install(ROOT_A);
    private static final GetInstalledCertificateIds GET =
            new GetInstalledCertificateIds(CENTRAL_SYSTEM_ROOT_CERTIFICATE);
    private static final CertificateHash HASH_A =
            CertificateHash.ofRoot(TestCertificates.read(ROOT_A), HashAlgorithm.SHA256);
    private static final CertificateHash FOREIGN = new CertificateHash(HashAlgorithm.SHA256, "ab", "cd", "1");
    private static final String FINGERPRINT_A = TestCertificates.fingerprint(ROOT_A);

    private final AskedChargePoint chargePoint = new AskedChargePoint(CP, new SessionId("s-1"), NOON);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connect() {
        csms.given(chargePoint.connected());
    }

    // ---- installing

    @Test
    void a_root_that_the_charge_point_has_accepted_is_there() {
        csms.given(chargePoint.asked("op-1", INSTALL_A))
                .when(chargePoint.answered("op-1", "Accepted", PLAIN, NOON))
                .expectEventTypes(OperationAnswered.class, RootCertificateInstalled.class);
        assertThat(csms.event(RootCertificateInstalled.class))
                .isEqualTo(new RootCertificateInstalled(
                        CP,
                        CENTRAL_SYSTEM_ROOT_CERTIFICATE,
                        CertificateDetails.of(TestCertificates.read(ROOT_A)),
                        new OperationId("op-1"),
                        NOON));
    }

    @Test
    void one_that_it_has_not_accepted_is_not() {
        csms.given(chargePoint.asked("op-1", INSTALL_A))
                .when(chargePoint.answered("op-1", "Failed", PLAIN, NOON))
                .expectEventTypes(OperationAnswered.class);
    }

    @Test
    void rubbish_that_somebody_insists_on_is_sent_and_not_taken_for_a_root() {
        csms.given(chargePoint.asked("op-1", install("rubbish")))
                .when(chargePoint.answered("op-1", "Accepted", PLAIN, NOON))
                .expectEventTypes(OperationAnswered.class);
    }

    @Test
    void a_good_root_is_installed_without_a_question() {
        assertProblems(INSTALL_A);
    }

    @Test
    void what_is_not_one_root_is_questionable() {
        assertProblems(install("rubbish"), "certificate is no X.509 certificate in PEM: no certificate in PEM");
        assertProblems(install(ROOT_A + ROOT_B), "there are 2 certificates; they are installed one by one");
        assertProblems(
                install("subject: me\n" + ROOT_A),
                "certificate is no X.509 certificate in PEM: there is something before, between or behind the"
                        + " certificates");
        assertProblems(
                install(OWN),
                "the certificate is not one of a certificate authority",
                "the certificate is not signed by its own key, and so is no root");
        assertProblems(install(AUTHORITY), "the certificate is not signed by its own key, and so is no root");
        assertProblems(install(WEAK_ROOT), "the certificate has an RSA key of 1024 bits; 2048 are the least");
    }

    @Test
    void what_is_not_valid_now_is_questionable() {
        csms.when(request(INSTALL_A, Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(problems())
                .singleElement()
                .asString()
                .isEqualTo("the certificate is not valid before 2026-11-24T21:51:03Z");
        csms.when(request(INSTALL_A, Instant.parse("2047-01-01T00:00:00Z")));
        assertThat(problems()).singleElement().asString().startsWith("the certificate has expired on 2046-");
    }

    @Test
    void a_full_store_is_questionable() {
        csms.given(configured("CertificateStoreMaxLength", "1"))
                .given(chargePoint.done("op-1", GET, "Accepted", installed(FOREIGN)));
        assertProblems(INSTALL_A, "the charge point has 1 root certificates; it keeps 1");
    }

    @Test
    void a_charge_point_with_the_additional_check_takes_what_its_root_has_signed() {
        csms.given(configured("AdditionalRootCertificateCheck", "true"))
                .given(chargePoint.done("op-1", INSTALL_A, "Accepted", PLAIN));
        assertProblems(install(ROOT_B_SIGNED_BY_A));
        assertProblems(
                install(ROOT_B),
                "the charge point takes a new root only if the one that it has has signed it"
                    + " (AdditionalRootCertificateCheck), and this one is not signed by any that we have installed");
        assertProblems(new InstallCertificate(MANUFACTURER_ROOT_CERTIFICATE, ROOT_B));
    }

    @Test
    void no_charge_point_is_sent_a_private_key() {
        assertThatThrownBy(() -> request(
                        install(ROOT_A + "-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n"), NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private key");
    }

    // ---- what is there

    @Test
    void what_the_charge_point_reports_is_recognised() {
        CertificateHash capitals = new CertificateHash(
                HashAlgorithm.SHA256,
                HASH_A.issuerNameHash().toUpperCase(Locale.ROOT),
                HASH_A.issuerKeyHash(),
                "0" + HASH_A.serialNumber());
        csms.given(chargePoint.done("op-1", INSTALL_A, "Accepted", PLAIN))
                .given(chargePoint.asked("op-2", GET))
                .when(chargePoint.answered("op-2", "Accepted", installed(capitals, FOREIGN), NOON));
        assertThat(csms.event(InstalledCertificatesReported.class))
                .isEqualTo(new InstalledCertificatesReported(
                        CP,
                        CENTRAL_SYSTEM_ROOT_CERTIFICATE,
                        List.of(new InstalledRoot(capitals, FINGERPRINT_A), new InstalledRoot(FOREIGN, null)),
                        List.of(),
                        new OperationId("op-2"),
                        NOON));
    }

    @Test
    void a_root_whose_key_is_hashed_in_another_way_is_recognised_all_the_same() {
        CertificateHash odd =
                new CertificateHash(HashAlgorithm.SHA256, HASH_A.issuerNameHash(), "ff", HASH_A.serialNumber());
        csms.given(chargePoint.done("op-1", INSTALL_A, "Accepted", PLAIN))
                .given(chargePoint.asked("op-2", GET))
                .when(chargePoint.answered("op-2", "Accepted", installed(odd), NOON));
        assertThat(csms.event(InstalledCertificatesReported.class).roots())
                .containsExactly(new InstalledRoot(odd, FINGERPRINT_A));
    }

    @Test
    void a_cross_signed_root_is_named_by_who_has_signed_it() {
        CertificateHash crossed = CertificateHash.of(
                TestCertificates.read(ROOT_B_SIGNED_BY_A),
                TestCertificates.read(ROOT_A).getPublicKey(),
                HashAlgorithm.SHA512);
        csms.given(chargePoint.done("op-1", INSTALL_A, "Accepted", PLAIN))
                .given(chargePoint.done("op-2", install(ROOT_B_SIGNED_BY_A), "Accepted", PLAIN))
                .given(chargePoint.asked("op-3", GET))
                .when(chargePoint.answered("op-3", "Accepted", installed(HASH_A, crossed), NOON));
        assertThat(csms.event(InstalledCertificatesReported.class).roots())
                .containsExactly(
                        new InstalledRoot(HASH_A, FINGERPRINT_A),
                        new InstalledRoot(crossed, TestCertificates.fingerprint(ROOT_B_SIGNED_BY_A)));
    }

    @Test
    void what_the_charge_point_does_not_report_is_missing() {
        csms.given(chargePoint.done("op-1", INSTALL_A, "Accepted", PLAIN))
                .given(chargePoint.asked("op-2", GET))
                .when(chargePoint.answered("op-2", "NotFound", installed(), NOON));
        assertThat(csms.event(InstalledCertificatesReported.class).missing()).containsExactly(FINGERPRINT_A);
    }

    // ---- deleting

    @Test
    void a_root_that_was_deleted_is_gone() {
        csms.given(chargePoint.done("op-1", INSTALL_A, "Accepted", PLAIN))
                .given(chargePoint.done("op-2", GET, "Accepted", installed(HASH_A)))
                .given(chargePoint.asked("op-3", new DeleteCertificate(HASH_A)))
                .when(chargePoint.answered("op-3", "Accepted", PLAIN, NOON));
        assertThat(csms.event(RootCertificateDeleted.class))
                .isEqualTo(new RootCertificateDeleted(CP, HASH_A, FINGERPRINT_A, true, new OperationId("op-3"), NOON));
        assertProblems(
                new DeleteCertificate(HASH_A),
                "the charge point has not reported such a certificate; it must be named as the charge point names it");
    }

    @Test
    void one_that_was_not_found_is_gone_as_well_and_one_that_could_not_be_deleted_is_not() {
        csms.given(chargePoint.asked("op-1", new DeleteCertificate(FOREIGN)))
                .when(chargePoint.answered("op-1", "NotFound", PLAIN, NOON));
        assertThat(csms.event(RootCertificateDeleted.class).found()).isFalse();
        csms.given(chargePoint.asked("op-2", new DeleteCertificate(FOREIGN)))
                .when(chargePoint.answered("op-2", "Failed", PLAIN, NOON))
                .expectEventTypes(OperationAnswered.class);
    }

    @Test
    void the_last_root_of_a_type_is_not_deleted_without_a_question() {
        csms.given(chargePoint.done("op-1", GET, "Accepted", installed(HASH_A, FOREIGN)));
        assertProblems(new DeleteCertificate(FOREIGN));
        csms.given(chargePoint.done("op-2", new DeleteCertificate(FOREIGN), "Accepted", PLAIN));
        assertProblems(
                new DeleteCertificate(HASH_A), "it is the last CENTRAL_SYSTEM_ROOT_CERTIFICATE of the charge point");
    }

    @Test
    void what_the_charge_point_has_never_been_asked_for_may_be_there() {
        assertProblems(new DeleteCertificate(FOREIGN));
    }

    // ---- asking for a request

    @Test
    void a_charge_points_certificate_concerns_no_connector() {
        assertProblems(sign(null));
        assertProblems(sign(1), "SignChargePointCertificate concerns no connector");
    }

    @Test
    void a_charge_point_that_does_not_know_its_operator_cannot_ask_for_a_certificate() {
        csms.given(configured("CpoName", ""));
        assertProblems(sign(null), "the charge point's CpoName is empty, so that it cannot ask for a certificate");
    }

    @Test
    void an_accepted_charge_point_is_not_asked_to_boot() {
        assertProblems(
                new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.BOOT_NOTIFICATION, null),
                "an accepted charge point is not to be asked for a BootNotification");
    }

    private static Request sign(@Nullable Integer connectorId) {
        return new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE, connectorId);
    }

    // ----

    private static InstallCertificate install(String pem) {
        return new InstallCertificate(CENTRAL_SYSTEM_ROOT_CERTIFICATE, pem);
    }

    private static Answer installed(CertificateHash... hashes) {
        return new Answer.InstalledCertificates(List.of(hashes));
    }

    private Object[] configured(String key, String value) {
        return chargePoint.done("get", new GetConfiguration(List.of()), null, keys(key(key, value)));
    }

    private Object request(Request request, Instant at) {
        return new AskedChargePoint(CP, new SessionId("s-1"), at).request("op-9", request, false);
    }

    private void assertProblems(Request request, String... problems) {
        csms.when(request(request, NOON));
        assertThat(problems()).containsExactly(problems);
        csms.given(new CancelOperation(CP, new OperationId("op-9"), null, NOON));
    }

    private List<String> problems() {
        Refusal refusal = csms.<RequestAnswer>answer().refusal();
        return refusal == null ? List.of() : refusal.problems();
    }
}
