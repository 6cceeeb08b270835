package dev.csms.domain.diagnostics;

import dev.csms.domain.Aggregates;
import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.Anomalies;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportDiagnosticsStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportLogStatus;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.LogStatus;
import dev.csms.domain.operation.Jobs;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/**
 * Takes what charge points report of their diagnostics to their record, and to the upload that it is of.
 * DiagnosticsStatusNotification itself does not say (OCPP 1.6 §4.4), and is taken for one of the latest that was sent and
 * is not finished; LogStatusNotification names its request.
 */
public final class DiagnosticsCommandHandler {

    private final Aggregates aggregates;
    private final FactLog facts;
    private final Jobs<DiagnosticsUploadId, DiagnosticsUpload> uploads;

    public DiagnosticsCommandHandler(Aggregates aggregates, FactLog facts) {
        this.aggregates = aggregates;
        this.facts = facts;
        uploads = DiagnosticsFeature.uploads(aggregates);
    }

    @CommandHandler
    void handle(ReportDiagnosticsStatus report) {
        Aggregate<ChargePoint> chargePoint = reported(report.chargePointId(), report.status(), report.receivedAt());
        uploads.report(chargePoint, upload -> upload.report(report.status(), report.receivedAt()));
    }

    @CommandHandler
    void handle(ReportLogStatus report) {
        LogStatus status = report.status();
        Aggregate<ChargePoint> chargePoint = reported(report.chargePointId(), status.progress(), report.receivedAt());
        boolean known = uploads.report(
                chargePoint,
                report.requestId(),
                upload -> upload.report(status.progress(), status, report.receivedAt()));
        if (!known && status != LogStatus.IDLE) {
            new Anomalies(facts, report.chargePointId(), null, null, null, report.receivedAt())
                    .unknownRequest("LogStatusNotification " + status, report.requestId());
        }
    }

    private Aggregate<ChargePoint> reported(ChargePointId id, DiagnosticsStatus status, Instant receivedAt) {
        Aggregate<ChargePoint> chargePoint =
                aggregates.repository(ChargePoint.class).load(id.toString());
        chargePoint.execute(point -> point.report(status, receivedAt));
        return chargePoint;
    }
}
