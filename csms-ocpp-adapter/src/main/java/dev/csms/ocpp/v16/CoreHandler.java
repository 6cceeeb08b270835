package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.BootAnswer;
import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointCommand.Boot;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.TransferData;
import dev.csms.domain.chargepoint.DataTransferAnswer;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.idtag.AuthorizationCommand;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.metervalue.MeterValueCommand.RecordMeterValues;
import dev.csms.domain.transaction.StartAnswer;
import dev.csms.domain.transaction.StopAnswer;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionCommand;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateStreamCreationException;

/** What the Core profile's messages mean here, from charge point to us (OCPP 1.6 §4). */
final class CoreHandler {

    /** Stands for an id that the charge point never learnt (errata 3.18), and for one that cannot be read. */
    private static final long UNKNOWN_TRANSACTION = -1;

    private final CommandGateway commands;
    private final InstantSource clock;
    private final OcppSettings settings;
    private final VendorDialects dialects;

    CoreHandler(CommandGateway commands, InstantSource clock, OcppSettings settings, VendorDialects dialects) {
        this.commands = commands;
        this.clock = clock;
        this.settings = settings;
        this.dialects = dialects;
    }

    Authorize.Response handle(Origin from, Authorize.Request request) {
        dev.csms.domain.idtag.IdTagInfo info = commands.sendAndWait(
                new AuthorizationCommand.Authorize(from.chargePoint(), new IdTagId(request.idTag()), from.receivedAt()),
                from.provenance());
        return new Authorize.Response(IdTagInfo.of(info));
    }

    BootNotification.Response handle(Origin from, BootNotification.Request request) {
        BootAnswer answer = commands.sendAndWait(
                new Boot(
                        from.chargePoint(),
                        from.session(),
                        new BootData(
                                request.chargePointVendor(),
                                request.chargePointModel(),
                                request.chargePointSerialNumber(),
                                request.chargeBoxSerialNumber(),
                                request.firmwareVersion(),
                                request.iccid(),
                                request.imsi(),
                                request.meterType(),
                                request.meterSerialNumber()),
                        settings.heartbeat().seconds(from.chargePoint()),
                        settings.bootRetry().seconds(from.chargePoint()),
                        from.receivedAt()),
                from.provenance());
        return new BootNotification.Response(answer.status(), clock.instant(), answer.intervalSeconds());
    }

    DataTransfer.Response handle(Origin from, DataTransfer.Request request) {
        DataTransferAnswer answer = dialects.answer(from, request);
        commands.sendAndWait(
                new TransferData(
                        from.chargePoint(),
                        request.vendorId(),
                        request.messageId(),
                        request.data(),
                        answer,
                        from.receivedAt()),
                from.provenance());
        return new DataTransfer.Response(answer.status(), answer.data());
    }

    /** Says the time; that the charge point lives is known from any message, so nothing is recorded. */
    Heartbeat.Response handle(Origin from, Heartbeat.Request request) {
        return new Heartbeat.Response(clock.instant());
    }

    MeterValues.Response handle(Origin from, MeterValues.Request request) {
        try {
            commands.sendAndWait(
                    new RecordMeterValues(
                            from.chargePoint(),
                            request.connectorId(),
                            request.transactionId(),
                            request.meterValue(),
                            from.receivedAt(),
                            from.raw()),
                    from.provenance());
        } catch (AggregateStreamCreationException saidBefore) {
            // the charge point missed our answer to the first time (OCPP-J errata 3.2)
        }
        return new MeterValues.Response();
    }

    StartTransaction.Response handle(Origin from, StartTransaction.Request request) {
        StartAnswer answer = commands.sendAndWait(
                new TransactionCommand.StartTransaction(
                        from.chargePoint(),
                        request.connectorId(),
                        new IdTagId(request.idTag()),
                        request.meterStart(),
                        request.timestamp(),
                        request.reservationId(),
                        from.receivedAt(),
                        from.raw()),
                from.provenance());
        return new StartTransaction.Response(answer.transactionId().value(), IdTagInfo.of(answer.idTagInfo()));
    }

    StatusNotification.Response handle(Origin from, StatusNotification.Request request) {
        commands.sendAndWait(
                new ReportStatus(
                        from.chargePoint(),
                        request.connectorId(),
                        new StatusReport(
                                request.status(),
                                request.errorCode(),
                                request.info(),
                                request.vendorId(),
                                request.vendorErrorCode(),
                                request.timestamp()),
                        from.receivedAt()),
                from.provenance());
        return new StatusNotification.Response();
    }

    StopTransaction.Response handle(Origin from, StopTransaction.Request request) {
        StopAnswer answer = commands.sendAndWait(
                new TransactionCommand.StopTransaction(
                        from.chargePoint(),
                        Objects.requireNonNullElse(request.transactionId(), UNKNOWN_TRANSACTION),
                        request.meterStop(),
                        request.timestamp(),
                        Optional.ofNullable(request.idTag()).map(IdTagId::new).orElse(null),
                        Objects.requireNonNullElse(request.reason(), StopReason.LOCAL),
                        Objects.requireNonNullElse(request.transactionData(), List.of()),
                        from.receivedAt(),
                        from.raw()),
                from.provenance());
        return new StopTransaction.Response(
                Optional.ofNullable(answer.idTagInfo()).map(IdTagInfo::of).orElse(null));
    }
}
