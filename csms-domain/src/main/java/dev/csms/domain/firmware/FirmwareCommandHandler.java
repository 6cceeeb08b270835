package dev.csms.domain.firmware;

import dev.csms.domain.Aggregates;
import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.Anomalies;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportFirmwareStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportSignedFirmwareStatus;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.operation.JobKind;
import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/**
 * Takes what charge points report of their firmware to their record, and to the update that it is of.
 * FirmwareStatusNotification itself does not say (OCPP 1.6 §4.5), and is taken for one of the latest that was sent and is
 * not finished; SignedFirmwareStatusNotification names its request.
 */
public final class FirmwareCommandHandler {

    /** How many of the latest can still be meant. */
    private static final int MOST_AT_ONCE = 3;

    private final Aggregates aggregates;
    private final FactLog facts;

    public FirmwareCommandHandler(Aggregates aggregates, FactLog facts) {
        this.aggregates = aggregates;
        this.facts = facts;
    }

    @CommandHandler
    void handle(ReportFirmwareStatus report) {
        Aggregate<ChargePoint> chargePoint = reported(report.chargePointId(), report.status(), report.receivedAt());
        List<FirmwareUpdateId> sent = chargePoint.invoke(point -> point.sentJobs(JobKind.FIRMWARE_UPDATE)).stream()
                .limit(MOST_AT_ONCE)
                .map(FirmwareUpdateId::of)
                .toList();
        sent.stream()
                .filter(this::isOpen)
                .findFirst()
                .or(() -> sent.stream().findFirst())
                .ifPresent(job -> report(job, report.status(), report.receivedAt()));
    }

    @CommandHandler
    void handle(ReportSignedFirmwareStatus report) {
        Aggregate<ChargePoint> chargePoint = reported(report.chargePointId(), report.status(), report.receivedAt());
        Integer requestId = report.requestId();
        Optional<OperationId> job = requestId == null
                ? Optional.empty()
                : chargePoint.invoke(point -> point.sentJob(JobKind.FIRMWARE_UPDATE, requestId));
        if (job.isPresent()) {
            report(FirmwareUpdateId.of(job.get()), report.status(), report.receivedAt());
        } else if (report.status() != FirmwareStatus.IDLE) {
            new Anomalies(facts, report.chargePointId(), null, null, null, report.receivedAt())
                    .detect(
                            AnomalyKind.UNKNOWN_REQUEST,
                            "SignedFirmwareStatusNotification " + report.status()
                                    + (requestId == null
                                            ? " without a requestId"
                                            : " for request " + requestId + ", which was not made"));
        }
    }

    private Aggregate<ChargePoint> reported(ChargePointId id, FirmwareStatus status, Instant receivedAt) {
        Aggregate<ChargePoint> chargePoint =
                aggregates.repository(ChargePoint.class).load(id.toString());
        chargePoint.execute(point -> point.report(status, receivedAt));
        return chargePoint;
    }

    private void report(FirmwareUpdateId job, FirmwareStatus status, Instant receivedAt) {
        aggregates
                .repository(FirmwareUpdate.class)
                .load(job.toString())
                .execute(update -> update.report(status, receivedAt));
    }

    private boolean isOpen(FirmwareUpdateId job) {
        return aggregates.ask(FirmwareUpdate.class, job, FirmwareUpdate::isOpen).orElse(false);
    }
}
