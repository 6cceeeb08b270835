package dev.csms.query.diagnostics;

import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.diagnostics.DiagnosticsFile;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent;
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
import dev.csms.domain.diagnostics.DiagnosticsUploadState;
import dev.csms.query.Keys;
import dev.csms.query.firmware.FirmwareProjection;
import dev.csms.query.job.JobStepKind;
import dev.csms.query.job.JobSteps;
import dev.csms.query.job.JobSteps.Step;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Diagnostics uploads, and the files that were left with us. */
@ProcessingGroup(FirmwareProjection.GROUP)
public final class DiagnosticsProjection {

    private static final BulkStatement FILE = BulkStatement.of("""
        insert into diagnostics_file (position, file_id, diagnostics_upload_id, file_name, size_bytes, sha256,
            received_at)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[])
        on conflict (position) do nothing
        """);

    private static final DiagnosticsUploadTable UPLOADS = new DiagnosticsUploadTable();

    private final EventRows rows;

    public DiagnosticsProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(DiagnosticsUploadEvent event, EventMessage<?> message) {
        String id = event.diagnosticsUploadId().value();
        rows.write(message, row -> {
            row.change(UPLOADS, id, upload -> after(upload, event, message));
            JobSteps.write(row, message, id, step(event));
            if (event instanceof DiagnosticsFileReceived received) {
                DiagnosticsFile file = received.file();
                row.insert(
                        FILE,
                        EventRows.position(message),
                        file.fileId(),
                        id,
                        file.fileName(),
                        file.sizeBytes(),
                        file.sha256(),
                        received.receivedAt());
            }
            row.announce(ChargePointChanged.of(event.chargePointId()));
        });
    }

    private static @Nullable DiagnosticsUploadView after(
            @Nullable DiagnosticsUploadView upload, DiagnosticsUploadEvent event, EventMessage<?> message) {
        if (upload == null) {
            return event instanceof DiagnosticsUploadRequested requested ? requested(requested, message) : null;
        }
        DiagnosticsUploadState state = upload.state().after(event);
        return switch (event) {
            case DiagnosticsUploadRequested _ -> upload;
            case DiagnosticsUploadAccepted accepted ->
                upload.announced(state, accepted.fileName(), accepted.acceptedAt());
            case NoDiagnosticsAvailable answered -> upload.in(state, answered.answeredAt());
            case DiagnosticsFileReceived received -> upload.in(state, received.receivedAt());
            case DiagnosticsUploadAbandoned abandoned -> upload.in(state, abandoned.abandonedAt());
            case DiagnosticsUploadRefused refused ->
                upload.withProblem(
                        state, JobSteps.problem(refused.errorCode(), refused.description()), refused.refusedAt());
            case DiagnosticsUploadUnconfirmed unconfirmed ->
                upload.withProblem(state, unconfirmed.cause().name(), unconfirmed.at());
            case DiagnosticsUploadProgressed progress ->
                upload.reported(state, progress.status(), progress.receivedAt());
            case DiagnosticsUploaded uploaded ->
                upload.reported(state, DiagnosticsStatus.UPLOADED, uploaded.receivedAt());
            case DiagnosticsUploadFailed failed -> upload.failed(state, failed.reason(), failed.receivedAt());
            case DiagnosticsUploadSuperseded superseded ->
                upload.superseded(state, superseded.supersededBy().value(), superseded.supersededAt());
        };
    }

    private static DiagnosticsUploadView requested(DiagnosticsUploadRequested requested, EventMessage<?> message) {
        return new DiagnosticsUploadView(
                requested.diagnosticsUploadId().value(),
                Keys.of(requested.chargePointId()),
                EventRows.position(message),
                DiagnosticsUploadState.REQUESTED,
                requested.location(),
                requested.retries(),
                requested.retryInterval(),
                requested.startTime(),
                requested.stopTime(),
                requested.logType(),
                requested.requestId(),
                null,
                null,
                null,
                null,
                null,
                requested.requestedAt(),
                requested.requestedAt());
    }

    private static Step step(DiagnosticsUploadEvent event) {
        return switch (event) {
            case DiagnosticsUploadRequested requested -> Step.of(JobStepKind.REQUESTED, requested.requestedAt());
            case DiagnosticsUploadAccepted accepted ->
                Step.of(JobStepKind.ACCEPTED, accepted.fileName(), accepted.acceptedAt());
            case NoDiagnosticsAvailable answered -> Step.of(JobStepKind.NOTHING_TO_UPLOAD, answered.answeredAt());
            case DiagnosticsFileReceived received ->
                Step.of(JobStepKind.FILE_RECEIVED, received.file().sha256(), received.receivedAt());
            case DiagnosticsUploadAbandoned abandoned -> Step.of(JobStepKind.ABANDONED, abandoned.abandonedAt());
            case DiagnosticsUploadRefused refused ->
                Step.of(
                        JobStepKind.REFUSED,
                        JobSteps.problem(refused.errorCode(), refused.description()),
                        refused.refusedAt());
            case DiagnosticsUploadUnconfirmed unconfirmed ->
                Step.of(JobStepKind.UNCONFIRMED, unconfirmed.cause().name(), unconfirmed.at());
            case DiagnosticsUploadProgressed progress -> Step.reported(progress.status(), progress.receivedAt());
            case DiagnosticsUploaded uploaded -> Step.reported(DiagnosticsStatus.UPLOADED, uploaded.receivedAt());
            case DiagnosticsUploadFailed failed ->
                Step.reported(
                        DiagnosticsStatus.UPLOAD_FAILED,
                        failed.reason() == null ? null : failed.reason().name(),
                        failed.receivedAt());
            case DiagnosticsUploadSuperseded superseded ->
                Step.of(JobStepKind.SUPERSEDED, superseded.supersededBy().value(), superseded.supersededAt());
        };
    }
}
