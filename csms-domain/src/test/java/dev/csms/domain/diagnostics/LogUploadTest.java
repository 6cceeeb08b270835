package dev.csms.domain.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportLogStatus;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.LogStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.diagnostics.DiagnosticsCommand.ReceiveDiagnosticsFile;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsFileReceived;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadAccepted;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadFailed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadProgressed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRefused;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRequested;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadSuperseded;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploaded;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.NoDiagnosticsAvailable;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.LogType;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request.GetLog;
import dev.csms.domain.operation.RequestAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogUploadTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("s-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperationId FIRST = new OperationId("op-1");
    private static final OperationId SECOND = new OperationId("op-2");
    private static final DiagnosticsUploadId UPLOAD = new DiagnosticsUploadId("op-1");
    private static final DiagnosticsUploadId NEWER = new DiagnosticsUploadId("op-2");
    private static final String LOCATION = FileLocation.ofDiagnostics("op-1");

    private static final AskedChargePoint CHARGE_POINT = new AskedChargePoint(CP, SESSION, NOON);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connect() {
        csms.given(CHARGE_POINT.connected());
    }

    @Test
    void a_request_begins_an_upload_that_knows_which_log_it_is_of() {
        csms.when(request(FIRST, 7, false))
                .expectEventTypes(OperationRequested.class, DiagnosticsUploadRequested.class);
        assertThat(csms.event(DiagnosticsUploadRequested.class))
                .isEqualTo(new DiagnosticsUploadRequested(
                        UPLOAD,
                        CP,
                        LOCATION,
                        3,
                        60,
                        NOON.minusSeconds(3600),
                        NOON,
                        LogType.SECURITY_LOG,
                        7,
                        null,
                        NOON));
    }

    @Test
    void its_way_to_the_end_is_on_record() {
        csms.given(request(FIRST, 7, false), take()).when(answer(FIRST, "Accepted", "security.log"));
        assertThat(csms.event(DiagnosticsUploadAccepted.class))
                .isEqualTo(new DiagnosticsUploadAccepted(UPLOAD, CP, "security.log", NOON));
        csms.given()
                .when(report(LogStatus.UPLOADING, 7))
                .expectEvents(
                        new DiagnosticsStatusReported(CP, DiagnosticsStatus.UPLOADING, NOON),
                        new DiagnosticsUploadProgressed(UPLOAD, CP, DiagnosticsStatus.UPLOADING, NOON));
        DiagnosticsFile file = new DiagnosticsFile("file-1", "security.log", 10, "aa");
        csms.given()
                .when(new ReceiveDiagnosticsFile(UPLOAD, file, NOON))
                .expectEvents(new DiagnosticsFileReceived(UPLOAD, CP, file, NOON));
        csms.given()
                .when(report(LogStatus.UPLOADED, 7))
                .expectEvents(
                        new DiagnosticsStatusReported(CP, DiagnosticsStatus.UPLOADED, NOON),
                        new DiagnosticsUploaded(UPLOAD, CP, NOON));
        csms.given().when(report(LogStatus.UPLOADED, 7)).expectNoEvents();
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_MESSAGE", "NOT_SUPPORTED_OPERATION", "PERMISSION_DENIED", "UPLOAD_FAILURE"})
    void each_bad_end_is_one_and_says_why(LogStatus failure) {
        csms.given(request(FIRST, 7, false), take(), answer(FIRST, "Accepted", "security.log"))
                .when(report(failure, 7));
        assertThat(csms.event(DiagnosticsUploadFailed.class))
                .isEqualTo(new DiagnosticsUploadFailed(UPLOAD, CP, failure, NOON));
    }

    @Test
    void without_a_file_name_there_is_nothing_to_upload() {
        csms.given(request(FIRST, 7, false), take()).when(answer(FIRST, "Accepted", null));
        assertThat(csms.event(NoDiagnosticsAvailable.class)).isEqualTo(new NoDiagnosticsAvailable(UPLOAD, CP, NOON));
    }

    @Test
    void a_rejection_is_a_refusal() {
        csms.given(request(FIRST, 7, false), take()).when(answer(FIRST, "Rejected", null));
        assertThat(csms.event(DiagnosticsUploadRefused.class))
                .isEqualTo(new DiagnosticsUploadRefused(UPLOAD, CP, "Rejected", "", NOON));
    }

    @Test
    void the_earlier_one_is_over_once_the_charge_point_has_given_it_up() {
        csms.given(request(FIRST, 7, false), take(), answer(FIRST, "Accepted", "security.log"))
                .when(request(SECOND, 8, false))
                .expectAnswer(RequestAnswer.refused(
                        Refusal.Reason.QUESTIONABLE, List.of("diagnostics upload op-1 is not finished")));
        csms.given(request(SECOND, 8, true), take()).when(answer(SECOND, "AcceptedCanceled", null));
        assertThat(csms.event(DiagnosticsUploadSuperseded.class))
                .isEqualTo(new DiagnosticsUploadSuperseded(UPLOAD, CP, NEWER, NOON));
    }

    @Test
    void a_report_of_no_request_of_ours_is_kept_and_flagged_and_idle_needs_none() {
        csms.when(report(LogStatus.UPLOADING, 99))
                .expectEventTypes(DiagnosticsStatusReported.class, AnomalyDetected.class);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(AnomalyKind.UNKNOWN_REQUEST);
        assertThat(csms.event(AnomalyDetected.class).description())
                .isEqualTo("LogStatusNotification UPLOADING for request 99, which was not made");
        csms.given().when(report(LogStatus.IDLE, null)).expectEventTypes(DiagnosticsStatusReported.class);
    }

    private static RequestOperation request(OperationId id, int requestId, boolean force) {
        return CHARGE_POINT.request(
                id,
                new GetLog(
                        LogType.SECURITY_LOG,
                        requestId,
                        FileLocation.ofDiagnostics(id.value()),
                        NOON.minusSeconds(3600),
                        NOON,
                        3,
                        60),
                force);
    }

    private static TakeOperation take() {
        return CHARGE_POINT.take();
    }

    private static ConcludeOperation answer(OperationId id, String status, @Nullable String fileName) {
        return CHARGE_POINT.concluded(id, new Outcome.Answered(status, new Answer.DiagnosticsFile(fileName), "{}"));
    }

    private static ReportLogStatus report(LogStatus status, @Nullable Integer requestId) {
        return new ReportLogStatus(CP, status, requestId, NOON);
    }
}
