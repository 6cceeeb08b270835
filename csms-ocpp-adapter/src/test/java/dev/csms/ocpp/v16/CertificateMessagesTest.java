package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Unknown;
import dev.csms.ocpp.rpc.Payload;
import dev.csms.ocpp.v16.CentralSystem.ConnectedChargePoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What certificates look like on the wire (security whitepaper, A02, A03, M03 to M05). */
class CertificateMessagesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final CertificateHash HASH = new CertificateHash(HashAlgorithm.SHA384, "0A", "0b", "FFF");
    private static final String HASH_JSON =
            "{'hashAlgorithm':'SHA384','issuerNameHash':'0A','issuerKeyHash':'0b','serialNumber':'FFF'}";
    private static final Request GET =
            new Request.GetInstalledCertificateIds(CertificateUse.MANUFACTURER_ROOT_CERTIFICATE);
    private static final String CSR =
            "-----BEGIN CERTIFICATE REQUEST-----\\nAA==\\n-----END CERTIFICATE REQUEST-----\\n";

    private final OutgoingCalls calls = new OutgoingCalls(false);

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(new Request.CertificateSigned("A\nB\n"), "{'certificateChain':'A\\nB\\n'}"),
                Arguments.of(
                        new Request.InstallCertificate(CertificateUse.CENTRAL_SYSTEM_ROOT_CERTIFICATE, "A\n"),
                        "{'certificateType':'CentralSystemRootCertificate','certificate':'A\\n'}"),
                Arguments.of(GET, "{'certificateType':'ManufacturerRootCertificate'}"),
                Arguments.of(new Request.DeleteCertificate(HASH), "{'certificateHashData':" + HASH_JSON + "}"),
                Arguments.of(
                        new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE, null),
                        "{'requestedMessage':'SignChargePointCertificate'}"),
                Arguments.of(
                        new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.METER_VALUES, 1),
                        "{'requestedMessage':'MeterValues','connectorId':1}"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void is_written_as_the_whitepaper_says(Request request, String payload) {
        assertThat(new String(calls.payload(request, null), StandardCharsets.UTF_8))
                .isEqualTo(Payloads.json(payload));
        assertThat(calls.problem(request)).isEmpty();
    }

    @Test
    void more_than_a_message_may_hold_is_a_problem() {
        assertThat(calls.problem(new Request.CertificateSigned("x".repeat(10_000))))
                .isEmpty();
        assertThat(calls.problem(new Request.CertificateSigned("x".repeat(10_001))))
                .hasValue("CertificateSigned: certificateChain: 10001 characters, at most 10000 are allowed");
        assertThat(calls.problem(new Request.InstallCertificate(
                        CertificateUse.MANUFACTURER_ROOT_CERTIFICATE, "x".repeat(5_501))))
                .isPresent();
        assertThat(calls.problem(new Request.DeleteCertificate(
                        new CertificateHash(HashAlgorithm.SHA256, "a", "b", "0".repeat(41)))))
                .isPresent();
    }

    @Test
    void what_a_charge_point_has_is_read() {
        assertThat(outcome(
                        GET, "{'status':'Accepted','certificateHashData':[" + HASH_JSON + "]}", MessagePolicy.STRICT))
                .extracting(it -> ((Outcome.Answered) it).answer())
                .isEqualTo(new Answer.InstalledCertificates(List.of(HASH)));
        assertThat(outcome(GET, "{'status':'NotFound'}", MessagePolicy.STRICT))
                .extracting(it -> ((Outcome.Answered) it).answer())
                .isEqualTo(new Answer.InstalledCertificates(List.of()));
    }

    @Test
    void a_status_that_is_none_is_no_answer() {
        assertThat(outcome(GET, "{'status':'Success'}", MessagePolicy.STRICT))
                .isInstanceOfSatisfying(
                        Outcome.Lost.class, it -> assertThat(it.cause()).isEqualTo(Unknown.UNREADABLE_ANSWER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accepted", "Failed", "NotFound"})
    void what_became_of_a_deletion_is_read(String status) {
        assertThat(outcome(new Request.DeleteCertificate(HASH), "{'status':'" + status + "'}", MessagePolicy.STRICT)
                        .is(status))
                .isTrue();
    }

    private Outcome outcome(Request request, String answer, MessagePolicy policy) {
        return calls.outcome(request, Payload.of(bytes(answer)), policy, null, NOON);
    }

    private static byte[] bytes(String json) {
        return Payloads.json(json).getBytes(StandardCharsets.UTF_8);
    }

    // ---- SignCertificate

    @Test
    @Tag("D11")
    void a_request_for_a_certificate_is_answered_at_once() {
        try (CentralSystem centralSystem = new CentralSystem(Optional.empty())) {
            ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
            assertThat(chargePoint.call("SignCertificate", "{'csr':'" + CSR + "'}"))
                    .isEqualTo("{'status':'Accepted'}");
            assertThat(chargePoint.call("SignCertificate", "{'csr':'give me one'}"))
                    .isEqualTo("{'status':'Rejected'}");
            assertThat(centralSystem.securityEvents("CertificateRequest")).isEqualTo(1);
        }
    }

    @Test
    void one_that_breaks_the_rules_of_its_message_is_an_error() {
        try (CentralSystem centralSystem = new CentralSystem(Optional.empty())) {
            ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
            assertThat(chargePoint.callInVain("SignCertificate", "{}")).startsWith("OccurenceConstraintViolation");
            assertThat(chargePoint.callInVain("SignCertificate", "{'csr':'" + "x".repeat(5_501) + "'}"))
                    .startsWith("TypeConstraintViolation");
        }
    }

    @Test
    void where_deviations_are_accepted_a_long_request_is_judged_as_a_whole() {
        try (CentralSystem centralSystem = new CentralSystem(Optional.empty())) {
            centralSystem.register("CP-2", RegistrationStatus.ACCEPTED, MessagePolicy.LENIENT);
            ConnectedChargePoint chargePoint = centralSystem.connect("CP-2");
            chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
            assertThat(chargePoint.call("SignCertificate", "{'csr':'" + CSR + "x".repeat(6_000) + "'}"))
                    .isEqualTo("{'status':'Accepted'}");
        }
    }
}
