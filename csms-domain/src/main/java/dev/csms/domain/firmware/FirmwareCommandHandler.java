package dev.csms.domain.firmware;

import dev.csms.domain.Aggregates;
import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.Anomalies;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportFirmwareStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportSignedFirmwareStatus;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.operation.Jobs;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/**
 * Takes what charge points report of their firmware to their record, and to the update that it is of.
 * FirmwareStatusNotification itself does not say (OCPP 1.6 §4.5), and is taken for one of the latest that was sent and is
 * not finished; SignedFirmwareStatusNotification names its request.
 */
public final class FirmwareCommandHandler {

    private final Aggregates aggregates;
    private final FactLog facts;
    private final Jobs<FirmwareUpdateId, FirmwareUpdate> updates;

    public FirmwareCommandHandler(Aggregates aggregates, FactLog facts) {
        this.aggregates = aggregates;
        this.facts = facts;
        updates = FirmwareFeature.updates(aggregates);
    }

    @CommandHandler
    void handle(ReportFirmwareStatus report) {
        Aggregate<ChargePoint> chargePoint = reported(report.chargePointId(), report.status(), report.receivedAt());
        updates.report(chargePoint, update -> update.report(report.status(), report.receivedAt()));
    }

    @CommandHandler
    void handle(ReportSignedFirmwareStatus report) {
        FirmwareStatus status = report.status();
        Aggregate<ChargePoint> chargePoint = reported(report.chargePointId(), status, report.receivedAt());
        boolean known =
                updates.report(chargePoint, report.requestId(), update -> update.report(status, report.receivedAt()));
        if (!known && status != FirmwareStatus.IDLE) {
            new Anomalies(facts, report.chargePointId(), null, null, null, report.receivedAt())
                    .unknownRequest("SignedFirmwareStatusNotification " + status, report.requestId());
        }
    }

    private Aggregate<ChargePoint> reported(ChargePointId id, FirmwareStatus status, Instant receivedAt) {
        Aggregate<ChargePoint> chargePoint =
                aggregates.repository(ChargePoint.class).load(id.toString());
        chargePoint.execute(point -> point.report(status, receivedAt));
        return chargePoint;
    }
}
