package dev.csms.query.diagnostics;

import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.LogStatus;
import dev.csms.domain.diagnostics.DiagnosticsUploadState;
import dev.csms.domain.operation.LogType;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A diagnostics upload as it is shown, and as its row is.
 *
 * @param operationId   of the operation that asks for it; its key
 * @param chargePointId key of the charge point
 * @param position      of its request in the log
 * @param location      URI of a directory, or a reference to what is left with us
 * @param retryInterval seconds
 * @param logType       absent for what GetDiagnostics asks for
 * @param fileName      as the charge point has announced it
 * @param status        as last reported
 * @param problem       what a refusal said, or why there was no answer
 */
public record DiagnosticsUploadView(
        String operationId,
        String chargePointId,
        long position,
        DiagnosticsUploadState state,
        String location,
        @Nullable Integer retries,
        @Nullable Integer retryInterval,
        @Nullable Instant startTime,
        @Nullable Instant stopTime,
        @Nullable LogType logType,
        @Nullable Integer requestId,
        @Nullable String fileName,
        @Nullable DiagnosticsStatus status,
        @Nullable Instant statusAt,
        @Nullable String problem,
        @Nullable String supersededBy,
        Instant requestedAt,
        Instant changedAt) {

    static final String TYPE = "DiagnosticsUpload";

    public String id() {
        return GlobalId.of(TYPE, operationId);
    }

    DiagnosticsUploadView in(DiagnosticsUploadState other, Instant at) {
        return with(other, fileName, status, statusAt, problem, supersededBy, at);
    }

    DiagnosticsUploadView announced(DiagnosticsUploadState other, String name, Instant at) {
        return with(other, name, status, statusAt, problem, supersededBy, at);
    }

    DiagnosticsUploadView reported(DiagnosticsUploadState other, DiagnosticsStatus news, Instant at) {
        return with(other, fileName, news, at, problem, supersededBy, at);
    }

    /** @param reason where the charge point has said more than that it failed */
    DiagnosticsUploadView failed(DiagnosticsUploadState other, @Nullable LogStatus reason, Instant at) {
        String why = reason == null ? problem : reason.name();
        return with(other, fileName, DiagnosticsStatus.UPLOAD_FAILED, at, why, supersededBy, at);
    }

    DiagnosticsUploadView withProblem(DiagnosticsUploadState other, String news, Instant at) {
        return with(other, fileName, status, statusAt, news, supersededBy, at);
    }

    DiagnosticsUploadView superseded(DiagnosticsUploadState other, String by, Instant at) {
        return with(other, fileName, status, statusAt, problem, by, at);
    }

    private DiagnosticsUploadView with(
            DiagnosticsUploadState newState,
            @Nullable String newFileName,
            @Nullable DiagnosticsStatus newStatus,
            @Nullable Instant newStatusAt,
            @Nullable String newProblem,
            @Nullable String newSupersededBy,
            Instant at) {
        return new DiagnosticsUploadView(
                operationId,
                chargePointId,
                position,
                newState,
                location,
                retries,
                retryInterval,
                startTime,
                stopTime,
                logType,
                requestId,
                newFileName,
                newStatus,
                newStatusAt,
                newProblem,
                newSupersededBy,
                requestedAt,
                at);
    }

    static DiagnosticsUploadView read(Row row) throws SQLException {
        return new DiagnosticsUploadView(
                row.text("diagnostics_upload_id"),
                row.text("charge_point_id"),
                row.bigint("position"),
                row.constant("state", DiagnosticsUploadState.class),
                row.text("location"),
                row.nullableInteger("retries"),
                row.nullableInteger("retry_interval"),
                row.nullableInstant("start_time"),
                row.nullableInstant("stop_time"),
                row.nullableConstant("log_type", LogType.class),
                row.nullableInteger("request_id"),
                row.nullableText("file_name"),
                row.nullableConstant("status", DiagnosticsStatus.class),
                row.nullableInstant("status_at"),
                row.nullableText("problem"),
                row.nullableText("superseded_by"),
                row.instant("requested_at"),
                row.instant("changed_at"));
    }
}
