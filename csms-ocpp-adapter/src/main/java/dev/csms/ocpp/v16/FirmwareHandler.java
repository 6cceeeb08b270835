package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointCommand.ReportDiagnosticsStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportFirmwareStatus;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** What the FirmwareManagement profile's messages mean here, from charge point to us (OCPP 1.6 §4.4, §4.5). */
final class FirmwareHandler {

    private final CommandGateway commands;

    FirmwareHandler(CommandGateway commands) {
        this.commands = commands;
    }

    DiagnosticsStatusNotification.Response handle(Origin from, DiagnosticsStatusNotification.Request request) {
        commands.sendAndWait(
                new ReportDiagnosticsStatus(from.chargePoint(), request.status(), from.receivedAt()),
                from.provenance());
        return new DiagnosticsStatusNotification.Response();
    }

    FirmwareStatusNotification.Response handle(Origin from, FirmwareStatusNotification.Request request) {
        commands.sendAndWait(
                new ReportFirmwareStatus(from.chargePoint(), request.status().meant(), from.receivedAt()),
                from.provenance());
        return new FirmwareStatusNotification.Response();
    }
}
