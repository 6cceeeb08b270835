package dev.csms.domain.diagnostics;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportDiagnosticsStatus;
import dev.csms.domain.operation.Request.GetDiagnostics;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/**
 * Takes what charge points report of their diagnostics to their record, and to the upload that it is of: the latest
 * that was sent and is not finished. DiagnosticsStatusNotification itself does not say (OCPP 1.6 §4.4).
 */
public final class DiagnosticsCommandHandler {

    /** How many of the latest can still be meant. */
    private static final int MOST_AT_ONCE = 3;

    private final Aggregates aggregates;

    public DiagnosticsCommandHandler(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @CommandHandler
    void handle(ReportDiagnosticsStatus report) {
        Aggregate<ChargePoint> chargePoint = aggregates
                .repository(ChargePoint.class)
                .load(report.chargePointId().toString());
        chargePoint.execute(point -> point.report(report.status(), report.receivedAt()));
        List<DiagnosticsUploadId> sent = chargePoint.invoke(point -> point.sentJobs(GetDiagnostics.class)).stream()
                .limit(MOST_AT_ONCE)
                .map(DiagnosticsUploadId::of)
                .toList();
        sent.stream()
                .filter(this::isOpen)
                .findFirst()
                .or(() -> sent.stream().findFirst())
                .ifPresent(job -> aggregates
                        .repository(DiagnosticsUpload.class)
                        .load(job.toString())
                        .execute(upload -> upload.report(report.status(), report.receivedAt())));
    }

    private boolean isOpen(DiagnosticsUploadId job) {
        return aggregates
                .ask(DiagnosticsUpload.class, job, DiagnosticsUpload::isOpen)
                .orElse(false);
    }
}
