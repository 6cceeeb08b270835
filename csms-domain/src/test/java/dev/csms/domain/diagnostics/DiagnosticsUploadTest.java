package dev.csms.domain.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportDiagnosticsStatus;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.diagnostics.DiagnosticsCommand.ReceiveDiagnosticsFile;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsFileReceived;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadAbandoned;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadAccepted;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadFailed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadProgressed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRefused;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRequested;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadSuperseded;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadUnconfirmed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploaded;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.NoDiagnosticsAvailable;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.GiveUpOperations;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request.GetDiagnostics;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.operation.Unknown;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiagnosticsUploadTest {

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
    void a_request_begins_an_upload_in_the_same_breath() {
        csms.when(request(FIRST, false)).expectEventTypes(OperationRequested.class, DiagnosticsUploadRequested.class);
        assertThat(csms.event(DiagnosticsUploadRequested.class))
                .isEqualTo(new DiagnosticsUploadRequested(
                        UPLOAD, CP, LOCATION, 3, 60, NOON.minusSeconds(3600), NOON, null, null, null, NOON));
    }

    @Test
    void its_way_to_the_end_is_on_record() {
        csms.given(request(FIRST, false), take()).when(answered(FIRST, "log.zip"));
        assertThat(csms.event(DiagnosticsUploadAccepted.class))
                .isEqualTo(new DiagnosticsUploadAccepted(UPLOAD, CP, "log.zip", NOON));
        csms.given()
                .when(report(DiagnosticsStatus.UPLOADING))
                .expectEvents(
                        new DiagnosticsStatusReported(CP, DiagnosticsStatus.UPLOADING, NOON),
                        new DiagnosticsUploadProgressed(UPLOAD, CP, DiagnosticsStatus.UPLOADING, NOON));
        csms.given()
                .when(receive("aa"))
                .expectAnswer(FileReceipt.KEPT)
                .expectEvents(new DiagnosticsFileReceived(UPLOAD, CP, file("aa"), NOON));
        csms.given()
                .when(report(DiagnosticsStatus.UPLOADED))
                .expectEvents(
                        new DiagnosticsStatusReported(CP, DiagnosticsStatus.UPLOADED, NOON),
                        new DiagnosticsUploaded(UPLOAD, CP, NOON));
        csms.given().when(report(DiagnosticsStatus.UPLOADED)).expectNoEvents();
    }

    @Test
    void without_a_file_name_there_is_nothing_to_upload() {
        csms.given(request(FIRST, false), take()).when(answered(FIRST, null));
        assertThat(csms.event(NoDiagnosticsAvailable.class)).isEqualTo(new NoDiagnosticsAvailable(UPLOAD, CP, NOON));
        csms.given().when(request(SECOND, false)).expectAnswer(RequestAnswer.TAKEN);
    }

    @Test
    void some_charge_points_name_no_file_and_upload_one_all_the_same() {
        csms.given(request(FIRST, false), take(), answered(FIRST, "")).when(report(DiagnosticsStatus.UPLOADING));
        assertThat(csms.event(DiagnosticsUploadProgressed.class).diagnosticsUploadId())
                .isEqualTo(UPLOAD);
        csms.given().when(receive("aa")).expectAnswer(FileReceipt.KEPT);
    }

    @Test
    void a_callerror_is_a_refusal() {
        csms.given(request(FIRST, false), take())
                .when(CHARGE_POINT.concluded(FIRST, new Outcome.Failed("NotImplemented", "")));
        assertThat(csms.event(DiagnosticsUploadRefused.class).errorCode()).isEqualTo("NotImplemented");
        csms.given().when(report(DiagnosticsStatus.IDLE)).expectEventTypes(DiagnosticsStatusReported.class);
    }

    @Test
    void one_that_was_never_answered_may_be_under_way_all_the_same() {
        csms.given(request(FIRST, false), take())
                .when(CHARGE_POINT.concluded(FIRST, new Outcome.Lost(Unknown.TIMED_OUT, null)));
        assertThat(csms.event(DiagnosticsUploadUnconfirmed.class).cause()).isEqualTo(Unknown.TIMED_OUT);
        csms.given().when(report(DiagnosticsStatus.UPLOADED));
        assertThat(csms.event(DiagnosticsUploaded.class).diagnosticsUploadId()).isEqualTo(UPLOAD);
    }

    @Test
    void one_that_waited_for_too_long_is_abandoned() {
        csms.given(request(FIRST, false)).when(new GiveUpOperations(CP, NOON.plusSeconds(7200)));
        assertThat(csms.event(DiagnosticsUploadAbandoned.class).diagnosticsUploadId())
                .isEqualTo(UPLOAD);
    }

    @Test
    void after_a_failure_the_charge_point_may_try_again() {
        csms.given(request(FIRST, false), take(), answered(FIRST, "log.zip"), report(DiagnosticsStatus.UPLOADING))
                .when(report(DiagnosticsStatus.UPLOAD_FAILED));
        assertThat(csms.event(DiagnosticsUploadFailed.class))
                .isEqualTo(new DiagnosticsUploadFailed(UPLOAD, CP, null, NOON));
        csms.given(report(DiagnosticsStatus.UPLOADING)).when(report(DiagnosticsStatus.UPLOADED));
        assertThat(csms.event(DiagnosticsUploaded.class).diagnosticsUploadId()).isEqualTo(UPLOAD);
    }

    @Test
    void reports_without_an_upload_are_the_charge_points_own() {
        csms.when(report(DiagnosticsStatus.UPLOADING))
                .expectEvents(new DiagnosticsStatusReported(CP, DiagnosticsStatus.UPLOADING, NOON));
        csms.given().when(report(DiagnosticsStatus.UPLOADING)).expectNoEvents();
    }

    @Test
    void the_same_file_again_is_the_same_file_and_there_is_an_end_to_them() {
        csms.given(request(FIRST, false), receive("aa"))
                .when(receive("aa"))
                .expectAnswer(FileReceipt.KNOWN)
                .expectNoEvents();
        for (int i = 1; i < DiagnosticsUpload.MOST_FILES; i++) {
            csms.given(receive("file " + i));
        }
        csms.given().when(receive("bb")).expectAnswer(FileReceipt.TOO_MANY).expectNoEvents();
    }

    @Test
    void a_file_for_an_upload_that_never_was_is_not_received() {
        assertThatThrownBy(() -> csms.when(receive("aa"))).isInstanceOf(AggregateNotFoundException.class);
    }

    @Test
    void the_newer_one_takes_its_place_once_the_charge_point_has_accepted_it() {
        csms.given(request(FIRST, false), take(), answered(FIRST, "log.zip"))
                .when(request(SECOND, false))
                .expectAnswer(questionable("diagnostics upload op-1 is not finished"));
        csms.given(request(SECOND, true), take()).when(answered(SECOND, "log2.zip"));
        assertThat(csms.event(DiagnosticsUploadSuperseded.class))
                .isEqualTo(new DiagnosticsUploadSuperseded(UPLOAD, CP, NEWER, NOON));
        csms.given().when(report(DiagnosticsStatus.UPLOADING));
        assertThat(csms.event(DiagnosticsUploadProgressed.class).diagnosticsUploadId())
                .isEqualTo(NEWER);
    }

    @Test
    void a_newer_one_with_nothing_to_upload_takes_nobodys_place() {
        csms.given(
                        request(FIRST, false),
                        take(),
                        answered(FIRST, "log.zip"),
                        request(SECOND, true),
                        take(),
                        answered(SECOND, null))
                .when(report(DiagnosticsStatus.UPLOADING));
        assertThat(csms.event(DiagnosticsUploadProgressed.class).diagnosticsUploadId())
                .isEqualTo(UPLOAD);
    }

    @Test
    void a_time_that_ends_before_it_begins_is_questionable() {
        csms.when(request(FIRST, new GetDiagnostics(LOCATION, null, null, NOON, NOON), false))
                .expectAnswer(
                        questionable("startTime 2026-03-01T12:00:00Z is not before stopTime 2026-03-01T12:00:00Z"));
    }

    private static RequestAnswer questionable(String... problems) {
        return RequestAnswer.refused(Refusal.Reason.QUESTIONABLE, List.of(problems));
    }

    private static RequestOperation request(OperationId id, boolean force) {
        return request(
                id,
                new GetDiagnostics(FileLocation.ofDiagnostics(id.value()), 3, 60, NOON.minusSeconds(3600), NOON),
                force);
    }

    private static RequestOperation request(OperationId id, GetDiagnostics request, boolean force) {
        return CHARGE_POINT.request(id, request, force);
    }

    private static TakeOperation take() {
        return CHARGE_POINT.take();
    }

    private static ConcludeOperation answered(OperationId id, @Nullable String fileName) {
        return CHARGE_POINT.concluded(id, new Outcome.Answered(null, new Answer.DiagnosticsFile(fileName), "{}"));
    }

    private static ReportDiagnosticsStatus report(DiagnosticsStatus status) {
        return new ReportDiagnosticsStatus(CP, status, NOON);
    }

    private static DiagnosticsFile file(String sha256) {
        return new DiagnosticsFile("file-" + sha256, "log.zip", 12, sha256);
    }

    private static ReceiveDiagnosticsFile receive(String sha256) {
        return new ReceiveDiagnosticsFile(UPLOAD, file(sha256), NOON);
    }
}
