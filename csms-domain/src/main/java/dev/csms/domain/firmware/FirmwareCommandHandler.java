package dev.csms.domain.firmware;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportFirmwareStatus;
import dev.csms.domain.operation.Request.UpdateFirmware;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/**
 * Takes what charge points report of their firmware to their record, and to the update that it is of: the latest that
 * was sent and is not finished. FirmwareStatusNotification itself does not say (OCPP 1.6 §4.5).
 */
public final class FirmwareCommandHandler {

    /** How many of the latest can still be meant. */
    private static final int MOST_AT_ONCE = 3;

    private final Aggregates aggregates;

    public FirmwareCommandHandler(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @CommandHandler
    void handle(ReportFirmwareStatus report) {
        Aggregate<ChargePoint> chargePoint = aggregates
                .repository(ChargePoint.class)
                .load(report.chargePointId().toString());
        chargePoint.execute(point -> point.report(report.status(), report.receivedAt()));
        List<FirmwareUpdateId> sent = chargePoint.invoke(point -> point.sentJobs(UpdateFirmware.class)).stream()
                .limit(MOST_AT_ONCE)
                .map(FirmwareUpdateId::of)
                .toList();
        sent.stream()
                .filter(this::isOpen)
                .findFirst()
                .or(() -> sent.stream().findFirst())
                .ifPresent(job -> aggregates
                        .repository(FirmwareUpdate.class)
                        .load(job.toString())
                        .execute(update -> update.report(report.status(), report.receivedAt())));
    }

    private boolean isOpen(FirmwareUpdateId job) {
        return aggregates.ask(FirmwareUpdate.class, job, FirmwareUpdate::isOpen).orElse(false);
    }
}
