package dev.csms.query.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.LogStatus;
import dev.csms.domain.diagnostics.DiagnosticsFile;
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
import dev.csms.domain.diagnostics.DiagnosticsUploadId;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.LogType;
import dev.csms.domain.operation.Unknown;
import dev.csms.query.QuerySideTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiagnosticsProjectionTest extends QuerySideTest {

    private final ChargePointId chargePoint = chargePoint();
    private final DiagnosticsUploadId upload = new DiagnosticsUploadId("op-" + number());

    @BeforeEach
    void request() {
        happened(chargePoint, registered(chargePoint));
        happened(new DiagnosticsUploadRequested(
                upload,
                chargePoint,
                FileLocation.ofDiagnostics(upload.value()),
                1,
                30,
                NOON.minusSeconds(3600),
                NOON,
                null,
                null,
                null,
                NOON));
    }

    @Test
    void a_log_shows_which_it_is_and_why_it_could_not_be_uploaded() {
        assertShown("logType requestId", "{\"logType\":null,\"requestId\":null}");
        DiagnosticsUploadId log = new DiagnosticsUploadId("op-" + number());
        happened(new DiagnosticsUploadRequested(
                log,
                chargePoint,
                "ftp://files.example.com/",
                null,
                null,
                null,
                null,
                LogType.SECURITY_LOG,
                17,
                null,
                NOON));
        happened(new DiagnosticsUploadFailed(log, chargePoint, LogStatus.PERMISSION_DENIED, NOON));
        assertShown("logType requestId state status problem timeline { kind status detail }", """
            {"logType":"SECURITY_LOG","requestId":17,"state":"FAILED","status":"UPLOAD_FAILED",\
            "problem":"PERMISSION_DENIED","timeline":[{"kind":"REQUESTED","status":null,"detail":null},\
            {"kind":"REPORTED","status":"UPLOAD_FAILED","detail":"PERMISSION_DENIED"}]}\
            """);
    }

    @Test
    void an_upload_shows_how_far_it_is_what_came_and_how_it_got_there() {
        happened(new DiagnosticsUploadAccepted(upload, chargePoint, "log.zip", NOON));
        happened(new DiagnosticsUploadProgressed(upload, chargePoint, DiagnosticsStatus.UPLOADING, NOON));
        happened(new DiagnosticsFileReceived(
                upload, chargePoint, new DiagnosticsFile("file-1", "log (1).zip", 123, "cd"), NOON));
        assertShown("state", "{\"state\":\"UNDER_WAY\"}");
        happened(new DiagnosticsUploaded(upload, chargePoint, NOON));

        assertShown(
                "operationId state status fileName startTime stopTime retries retryInterval chargePoint { identity }"
                        + " files { fileName sizeBytes sha256 downloadPath } timeline { kind status detail }",
                """
                {"operationId":"%s","state":"UPLOADED","status":"UPLOADED","fileName":"log.zip",\
                "startTime":"2026-03-01T11:00:00Z","stopTime":"2026-03-01T12:00:00Z","retries":1,"retryInterval":30,\
                "chargePoint":{"identity":"%s"},\
                "files":[{"fileName":"log (1).zip","sizeBytes":123,"sha256":"cd","downloadPath":"/diagnostics/file-1"}],\
                "timeline":[{"kind":"REQUESTED","status":null,"detail":null},\
                {"kind":"ACCEPTED","status":null,"detail":"log.zip"},\
                {"kind":"REPORTED","status":"UPLOADING","detail":null},\
                {"kind":"FILE_RECEIVED","status":null,"detail":"cd"},\
                {"kind":"REPORTED","status":"UPLOADED","detail":null}]}\
                """.formatted(upload.value(), chargePoint.value()));
    }

    @Test
    void a_failure_and_another_one_in_its_place_show() {
        happened(new DiagnosticsUploadUnconfirmed(upload, chargePoint, Unknown.CONNECTION_LOST, NOON));
        assertShown("state problem", "{\"state\":\"UNKNOWN\",\"problem\":\"CONNECTION_LOST\"}");
        happened(new DiagnosticsUploadFailed(upload, chargePoint, null, NOON));
        assertShown("state status", "{\"state\":\"FAILED\",\"status\":\"UPLOAD_FAILED\"}");
        happened(new DiagnosticsUploadSuperseded(upload, chargePoint, new DiagnosticsUploadId("newer"), NOON));
        assertShown("state supersededBy", "{\"state\":\"SUPERSEDED\",\"supersededBy\":\"newer\"}");
    }

    @Test
    void why_nothing_came_shows() {
        happened(new NoDiagnosticsAvailable(upload, chargePoint, NOON));
        assertShown(
                "state fileName files { fileId }", "{\"state\":\"NOTHING_TO_UPLOAD\",\"fileName\":null,\"files\":[]}");
    }

    @Test
    void a_refusal_shows() {
        happened(new DiagnosticsUploadRefused(upload, chargePoint, "NotImplemented", "", NOON));
        assertShown("state problem", "{\"state\":\"REFUSED\",\"problem\":\"NotImplemented\"}");
    }

    @Test
    void a_message_never_sent_shows() {
        happened(new DiagnosticsUploadAbandoned(upload, chargePoint, NOON));
        assertShown("state", "{\"state\":\"ABANDONED\"}");
    }

    private void assertShown(String fields, String expected) {
        assertThat(query("{ chargePoint(identity: \"%s\") { diagnosticsUploads { nodes { %s } } } }"
                                .formatted(chargePoint.value(), fields))
                        .get("chargePoint")
                        .get("diagnosticsUploads")
                        .get("nodes")
                        .get(0)
                        .toString())
                .isEqualTo(expected);
    }
}
