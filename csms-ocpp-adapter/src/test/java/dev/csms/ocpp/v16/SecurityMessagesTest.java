package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.LogType;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventReported;
import dev.csms.domain.securityevent.SecurityEventType;
import dev.csms.ocpp.rpc.Payload;
import dev.csms.ocpp.v16.CentralSystem.ConnectedChargePoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the security whitepaper's messages look like on the wire, and what they lead to. */
class SecurityMessagesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    @AutoClose
    private final CentralSystem centralSystem = new CentralSystem();

    private final OutgoingCalls calls = new OutgoingCalls(false);

    // SecurityEventNotification

    @Test
    void a_security_event_is_on_record_before_it_is_answered_and_once_however_often_it_is_said() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        for (int i = 0; i < 3; i++) {
            assertThat(chargePoint.call(
                            "SecurityEventNotification",
                            "{'type':'FirmwareUpdated','timestamp':'2026-11-24T10:00:00Z','techInfo':'2.0'}"))
                    .isEqualTo("{}");
        }
        assertThat(centralSystem.domain.events(SecurityEventReported.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.chargePointId().value()).isEqualTo("CP-1");
                    assertThat(event.known()).isEqualTo(SecurityEventType.FIRMWARE_UPDATED);
                    assertThat(event.critical()).isTrue();
                    assertThat(event.occurredAt()).isEqualTo("2026-11-24T10:00:00Z");
                    assertThat(event.techInfo()).isEqualTo("2.0");
                });
    }

    /** A charge point delivers it for sure: a CALLERROR would only bring it again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'SomethingElse','timestamp':'2026-11-24T10:00:00Z'}",
                "{'type':'ResetOrReboot','timestamp':'yesterday'}",
                "{'type':'ResetOrReboot'}",
                "{'timestamp':'2026-11-24T10:00:00Z'}",
                "{'type':7,'timestamp':'2026-11-24T10:00:00Z','techInfo':{'a':1}}",
                "{'type':'ResetOrReboot','timestamp':'2026-11-24T10:00:00Z','severity':'high'}",
                "{}",
            })
    @Tag("D12")
    void it_is_never_refused_for_what_it_says(String payload) {
        assertThat(centralSystem.boot("CP-1").call("SecurityEventNotification", payload))
                .isEqualTo("{}");
        assertThat(centralSystem.domain.events(SecurityEventReported.class)).hasSize(1);
    }

    @Test
    void texts_that_are_too_long_are_kept() {
        centralSystem
                .boot("CP-1")
                .call(
                        "SecurityEventNotification",
                        "{'type':'%s','timestamp':'2026-11-24T10:00:00Z','techInfo':'%s'}"
                                .formatted("T".repeat(60), "i".repeat(300)));
        assertThat(centralSystem.domain.events(SecurityEventReported.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).hasSize(60);
                    assertThat(event.known()).isNull();
                    assertThat(event.techInfo()).hasSize(300);
                });
    }

    @Test
    void before_its_boot_is_accepted_it_is_noticed_instead() {
        centralSystem.register("CP-1", RegistrationStatus.PENDING, MessagePolicy.STRICT);
        ConnectedChargePoint chargePoint = centralSystem.connect("CP-1");
        assertThat(chargePoint.callInVain(
                        "SecurityEventNotification", "{'type':'ResetOrReboot','timestamp':'2026-11-24T10:00:00Z'}"))
                .startsWith("SecurityError");
        assertThat(centralSystem.domain.events(SecurityEventReported.class)).isEmpty();
        assertThat(centralSystem.securityEvents("NotRegistered")).isOne();
    }

    // progress

    @Test
    @Tag("D12")
    void progress_of_nothing_that_was_asked_for_is_answered_kept_and_flagged() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        assertThat(chargePoint.call("LogStatusNotification", "{'status':'UploadFailure','requestId':3}"))
                .isEqualTo("{}");
        assertThat(chargePoint.call("SignedFirmwareStatusNotification", "{'status':'InstallRebooting'}"))
                .isEqualTo("{}");
        assertThat(centralSystem.domain.events(DiagnosticsStatusReported.class)).hasSize(1);
        assertThat(centralSystem.domain.events(FirmwareStatusReported.class))
                .extracting(FirmwareStatusReported::status)
                .containsExactly(FirmwareStatus.INSTALL_REBOOTING);
        assertThat(centralSystem.domain.events(AnomalyDetected.class))
                .extracting(AnomalyDetected::kind)
                .containsExactly(AnomalyKind.UNKNOWN_REQUEST, AnomalyKind.UNKNOWN_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BadMessage",
                "Idle",
                "NotSupportedOperation",
                "PermissionDenied",
                "Uploaded",
                "UploadFailure",
                "Uploading"
            })
    void each_status_of_a_log_upload_is_understood(String status) {
        assertThat(centralSystem.boot("CP-1").call("LogStatusNotification", "{'status':'" + status + "'}"))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Downloaded",
                "DownloadFailed",
                "Downloading",
                "DownloadScheduled",
                "DownloadPaused",
                "Idle",
                "InstallationFailed",
                "Installing",
                "Installed",
                "InstallRebooting",
                "InstallScheduled",
                "InstallVerificationFailed",
                "InvalidSignature",
                "SignatureVerified"
            })
    void each_status_of_a_signed_firmware_update_is_understood(String status) {
        assertThat(centralSystem
                        .boot("CP-1")
                        .call("SignedFirmwareStatusNotification", "{'status':'%s','requestId':1}".formatted(status)))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        LogStatusNotification            | {'status':'UploadFailed'}               | PropertyConstraintViolation
        LogStatusNotification            | {'requestId':1}                         | OccurenceConstraintViolation
        SignedFirmwareStatusNotification | {'status':'Idle','requestId':'one'}     | TypeConstraintViolation
        SignedFirmwareStatusNotification | {'status':'Downloading','progress':50}  | FormationViolation
        FirmwareStatusNotification       | {'status':'SignatureVerified'}          | PropertyConstraintViolation
        """)
    void what_breaks_the_rules_of_its_message_is_refused(String action, String payload, String code) {
        assertThat(centralSystem.boot("CP-1").callInVain(action, payload)).startsWith(code);
    }

    // GetLog and SignedUpdateFirmware

    @Test
    void a_log_is_asked_for_in_these_words() {
        assertThat(wire(new Request.GetLog(LogType.SECURITY_LOG, 7, "ftp://host/up", NOON, null, 2, 60)))
                .isEqualTo("{'logType':'SecurityLog','requestId':7,'retries':2,'retryInterval':60,"
                        + "'log':{'remoteLocation':'ftp://host/up','oldestTimestamp':'2026-11-24T12:00:00Z'}}");
        assertThat(wire(new Request.GetLog(LogType.DIAGNOSTICS_LOG, 8, "ftp://host/up", null, NOON, null, null)))
                .isEqualTo("{'logType':'DiagnosticsLog','requestId':8,"
                        + "'log':{'remoteLocation':'ftp://host/up','latestTimestamp':'2026-11-24T12:00:00Z'}}");
    }

    @Test
    void signed_firmware_is_offered_in_these_words() {
        assertThat(wire(new Request.SignedUpdateFirmware(
                        9, "https://host/v2.bin", NOON, NOON.plusSeconds(60), PEM, "AAAA", null, null)))
                .isEqualTo("{'requestId':9,'firmware':{'location':'https://host/v2.bin',"
                        + "'retrieveDateTime':'2026-11-24T12:00:00Z','installDateTime':'2026-11-24T12:01:00Z',"
                        + "'signingCertificate':'-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\\n',"
                        + "'signature':'AAAA'}}");
    }

    @Test
    void a_certificate_may_have_lines_but_not_be_endless() {
        assertThat(calls.problem(signed(PEM, "A".repeat(800)))).isEmpty();
        assertThat(calls.problem(signed("A".repeat(5_501), "AAAA")))
                .hasValueSatisfying(it -> assertThat(it).contains("signingCertificate", "5501 characters"));
        assertThat(calls.problem(signed(PEM, "A".repeat(801))))
                .hasValueSatisfying(it -> assertThat(it).contains("signature", "801 characters"));
        assertThat(calls.problem(new Request.GetLog(
                        LogType.SECURITY_LOG, 7, "ftp://host/" + "a".repeat(512), null, null, null, null)))
                .hasValueSatisfying(it -> assertThat(it).contains("remoteLocation"));
    }

    private static Request.SignedUpdateFirmware signed(String certificate, String signature) {
        return new Request.SignedUpdateFirmware(
                9, "https://host/v2.bin", NOON, null, certificate, signature, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "Accepted, true",
        "AcceptedCanceled, true",
        "Rejected, false",
        "InvalidCertificate, false",
        "RevokedCertificate, false"
    })
    void each_answer_to_signed_firmware_is_understood(String status, boolean accepted) {
        Outcome outcome = outcome(signed(PEM, "AAAA"), "{'status':'" + status + "'}");
        assertThat(outcome.is(status)).isTrue();
        assertThat(outcome.isAccepted()).isEqualTo(accepted);
    }

    @Test
    void the_answer_to_get_log_names_the_file() {
        Request.GetLog get = new Request.GetLog(LogType.SECURITY_LOG, 7, "ftp://host/up", null, null, null, null);
        assertThat(outcome(get, "{'status':'AcceptedCanceled','filename':'security.log'}"))
                .isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
                    assertThat(answered.answer()).isEqualTo(new Answer.DiagnosticsFile("security.log"));
                    assertThat(answered.isAccepted()).isTrue();
                });
        assertThat(outcome(get, "{'status':'Rejected'}").isAccepted()).isFalse();
    }

    private String wire(Request request) {
        assertThat(calls.problem(request)).isEmpty();
        return new String(calls.payload(request, null), StandardCharsets.UTF_8).replace('"', '\'');
    }

    private Outcome outcome(Request request, String answer) {
        return calls.outcome(
                request,
                Payload.of(Payloads.json(answer).getBytes(StandardCharsets.UTF_8)),
                MessagePolicy.STRICT,
                null,
                NOON);
    }
}
