package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointEvent;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointGrouped;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointOptionsChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorOccupied;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorReleased;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusRepeated;
import dev.csms.domain.chargepoint.ChargePointEvent.DataTransferReceived;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.MessagePolicyChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.OutdatedConnectorStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.RegistrationChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionClosed;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionSuperseded;
import dev.csms.domain.chargepoint.ChargePointEvent.StopSetAside;
import dev.csms.domain.chargepoint.ChargePointEvent.StopTakenUp;
import dev.csms.domain.chargepoint.ChargePointEvent.UnexpectedConnectorReported;
import dev.csms.query.Keys;
import dev.csms.query.chargepoint.ChargePointState.Connection;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import java.util.function.UnaryOperator;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Charge points as they are, and what they have said of themselves. */
@ProcessingGroup(ChargePointProjection.GROUP)
public final class ChargePointProjection {

    /** Charge points, their connectors and their sessions. */
    public static final String GROUP = "charge-points";

    private static final ChargePointTable CHARGE_POINTS = new ChargePointTable();
    private static final ChargePointGroupTable GROUPS = new ChargePointGroupTable();

    private static final BulkStatement BOOT = BulkStatement.of("""
        insert into boot (position, charge_point_id, session_id, received_at, answered, interval_seconds,
            charge_point_vendor, charge_point_model, charge_point_serial_number, charge_box_serial_number,
            firmware_version, iccid, imsi, meter_type, meter_serial_number)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::int[],
            ?::text[], ?::text[], ?::text[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        on conflict (position) do nothing
        """);

    private static final BulkStatement DATA_TRANSFER = BulkStatement.of("""
        insert into data_transfer (position, charge_point_id, vendor_id, message_id, data, answered, answer_data,
            received_at)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
            ?::timestamptz[])
        on conflict (position) do nothing
        """);

    private final EventRows rows;

    public ChargePointProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(ChargePointEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            switch (event) {
                case ChargePointRegistered registered -> {
                    row.announce(ChargePointChanged.of(registered.chargePointId()));
                    row.change(
                            CHARGE_POINTS,
                            registered.chargePointId(),
                            state -> state == null ? ChargePointState.of(registered, message.getTimestamp()) : state);
                }
                case RegistrationChanged changed -> change(row, changed, state -> state.with(changed));
                case MessagePolicyChanged changed -> change(row, changed, state -> state.with(changed));
                case ChargePointOptionsChanged changed -> change(row, changed, state -> state.with(changed.options()));
                case ChargePointGrouped grouped -> {
                    row.announce(ChargePointChanged.of(grouped.chargePointId()));
                    row.change(GROUPS, grouped.chargePointId(), _ -> grouped);
                }
                case SessionOpened opened -> {
                    Connection open = new Connection(opened.sessionId().value(), true, opened.openedAt());
                    change(row, opened, state -> state.with(open));
                }
                case SessionSuperseded end ->
                    change(row, end, state -> state.withEndOf(end.sessionId().value(), end.supersededAt()));
                case SessionClosed end ->
                    change(row, end, state -> state.withEndOf(end.sessionId().value(), end.closedAt()));
                case ChargePointBooted booted -> {
                    change(row, booted, state -> state.with(booted));
                    insert(row, message, booted);
                }
                case DiagnosticsStatusReported report -> change(row, report, state -> state.with(report));
                case FirmwareStatusReported report -> change(row, report, state -> state.with(report));
                case DataTransferReceived transfer ->
                    row.insert(
                            DATA_TRANSFER,
                            EventRows.position(message),
                            Keys.of(transfer.chargePointId()),
                            transfer.vendorId(),
                            transfer.messageId(),
                            transfer.data(),
                            transfer.answered(),
                            transfer.answerData(),
                            transfer.receivedAt());
                // of connectors
                case ConnectorStatusChanged _, OutdatedConnectorStatusReported _, UnexpectedConnectorReported _ -> {}
                // which changes nothing that is shown
                case ConnectorStatusRepeated _ -> {}
                // told by the transactions themselves
                case ConnectorOccupied _, ConnectorReleased _, StopSetAside _, StopTakenUp _ -> {}
            }
        });
    }

    private static void change(RowChanges row, ChargePointEvent event, UnaryOperator<ChargePointState> change) {
        row.announce(ChargePointChanged.of(event.chargePointId()));
        row.change(CHARGE_POINTS, event.chargePointId(), state -> state == null ? null : change.apply(state));
    }

    private static void insert(RowChanges row, EventMessage<?> message, ChargePointBooted booted) {
        BootData data = booted.bootData();
        row.insert(
                BOOT,
                EventRows.position(message),
                Keys.of(booted.chargePointId()),
                booted.sessionId(),
                booted.receivedAt(),
                booted.answered(),
                booted.intervalSeconds(),
                data.chargePointVendor(),
                data.chargePointModel(),
                data.chargePointSerialNumber(),
                data.chargeBoxSerialNumber(),
                data.firmwareVersion(),
                data.iccid(),
                data.imsi(),
                data.meterType(),
                data.meterSerialNumber());
    }
}
