package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointCommand.ReportLogStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportSignedFirmwareStatus;
import dev.csms.domain.securityevent.SecurityEventCommand.ReportSecurityEvent;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateStreamCreationException;

/** What the messages of the security whitepaper mean here, from charge point to us. */
final class SecurityHandler {

    private final CommandGateway commands;

    SecurityHandler(CommandGateway commands) {
        this.commands = commands;
    }

    LogStatusNotification.Response handle(Origin from, LogStatusNotification.Request request) {
        commands.sendAndWait(
                new ReportLogStatus(from.chargePoint(), request.status(), request.requestId(), from.receivedAt()),
                from.provenance());
        return new LogStatusNotification.Response();
    }

    SignedFirmwareStatusNotification.Response handle(Origin from, SignedFirmwareStatusNotification.Request request) {
        commands.sendAndWait(
                new ReportSignedFirmwareStatus(
                        from.chargePoint(), request.status(), request.requestId(), from.receivedAt()),
                from.provenance());
        return new SignedFirmwareStatusNotification.Response();
    }

    SecurityEventNotification.Response handle(Origin from, SecurityEventNotification.Request request) {
        try {
            commands.sendAndWait(
                    new ReportSecurityEvent(
                            from.chargePoint(),
                            request.type(),
                            request.timestamp(),
                            request.techInfo(),
                            from.receivedAt(),
                            from.raw()),
                    from.provenance());
        } catch (AggregateStreamCreationException saidBefore) {
            // the charge point missed our answer to the first time
        }
        return new SecurityEventNotification.Response();
    }
}
