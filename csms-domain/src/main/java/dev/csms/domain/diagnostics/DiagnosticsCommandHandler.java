package dev.csms.domain.diagnostics;

import dev.csms.domain.Aggregates;
import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.Anomalies;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportDiagnosticsStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportLogStatus;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.LogStatus;
import dev.csms.domain.operation.JobKind;
import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Takes what charge points report of their diagnostics to their record, and to the upload that it is of.
 * DiagnosticsStatusNotification itself does not say (OCPP 1.6 §4.4), and is taken for one of the latest that was sent and
 * is not finished; LogStatusNotification names its request.
 */
public final class DiagnosticsCommandHandler {

    /** How many of the latest can still be meant. */
    private static final int MOST_AT_ONCE = 3;

    private final Aggregates aggregates;
    private final FactLog facts;

    public DiagnosticsCommandHandler(Aggregates aggregates, FactLog facts) {
        this.aggregates = aggregates;
        this.facts = facts;
    }

    @CommandHandler
    void handle(ReportDiagnosticsStatus report) {
        Aggregate<ChargePoint> chargePoint = reported(report.chargePointId(), report.status(), report.receivedAt());
        List<DiagnosticsUploadId> sent =
                chargePoint.invoke(point -> point.sentJobs(JobKind.DIAGNOSTICS_UPLOAD)).stream()
                        .limit(MOST_AT_ONCE)
                        .map(DiagnosticsUploadId::of)
                        .toList();
        sent.stream()
                .filter(this::isOpen)
                .findFirst()
                .or(() -> sent.stream().findFirst())
                .ifPresent(job -> report(job, report.status(), null, report.receivedAt()));
    }

    @CommandHandler
    void handle(ReportLogStatus report) {
        LogStatus status = report.status();
        Aggregate<ChargePoint> chargePoint = reported(report.chargePointId(), status.progress(), report.receivedAt());
        Integer requestId = report.requestId();
        Optional<OperationId> job = requestId == null
                ? Optional.empty()
                : chargePoint.invoke(point -> point.sentJob(JobKind.DIAGNOSTICS_UPLOAD, requestId));
        if (job.isPresent()) {
            report(DiagnosticsUploadId.of(job.get()), status.progress(), status, report.receivedAt());
        } else if (status != LogStatus.IDLE) {
            new Anomalies(facts, report.chargePointId(), null, null, null, report.receivedAt())
                    .detect(
                            AnomalyKind.UNKNOWN_REQUEST,
                            "LogStatusNotification " + status
                                    + (requestId == null
                                            ? " without a requestId"
                                            : " for request " + requestId + ", which was not made"));
        }
    }

    private Aggregate<ChargePoint> reported(ChargePointId id, DiagnosticsStatus status, Instant receivedAt) {
        Aggregate<ChargePoint> chargePoint =
                aggregates.repository(ChargePoint.class).load(id.toString());
        chargePoint.execute(point -> point.report(status, receivedAt));
        return chargePoint;
    }

    private void report(
            DiagnosticsUploadId job, DiagnosticsStatus status, @Nullable LogStatus reason, Instant receivedAt) {
        aggregates
                .repository(DiagnosticsUpload.class)
                .load(job.toString())
                .execute(upload -> upload.report(status, reason, receivedAt));
    }

    private boolean isOpen(DiagnosticsUploadId job) {
        return aggregates
                .ask(DiagnosticsUpload.class, job, DiagnosticsUpload::isOpen)
                .orElse(false);
    }
}
