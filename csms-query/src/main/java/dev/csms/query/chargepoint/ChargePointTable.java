package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.query.Keys;
import dev.csms.query.chargepoint.ChargePointState.Connection;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Table {@code charge_point}. */
final class ChargePointTable extends StateTable<ChargePointId, ChargePointState> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, identity, registration, source, message_policy, interval_seconds,
            registered_at, booted_at, boot_session_id, boot_answered, boot_interval_seconds,
            charge_point_vendor, charge_point_model, charge_point_serial_number,
            charge_box_serial_number, firmware_version, iccid, imsi, meter_type,
            meter_serial_number, session_id, connected, connection_changed_at, firmware_status,
            firmware_status_at, diagnostics_status, diagnostics_status_at, assume_subprotocol,
            no_server_ping, time_zone, fractional_seconds
        from charge_point where charge_point_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into charge_point (charge_point_id, identity, registration, source, message_policy, interval_seconds,
            registered_at, booted_at, boot_session_id, boot_answered, boot_interval_seconds, charge_point_vendor,
            charge_point_model, charge_point_serial_number, charge_box_serial_number, firmware_version, iccid, imsi,
            meter_type, meter_serial_number, session_id, connected, connection_changed_at,
            firmware_status, firmware_status_at, diagnostics_status, diagnostics_status_at,
            assume_subprotocol, no_server_ping, time_zone, fractional_seconds)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[],
            ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::int[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::bool[], ?::timestamptz[],
            ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[],
            ?::bool[], ?::bool[], ?::text[], ?::bool[])
        on conflict (charge_point_id) do update set
            identity = excluded.identity,
            registration = excluded.registration,
            source = excluded.source,
            message_policy = excluded.message_policy,
            interval_seconds = excluded.interval_seconds,
            registered_at = excluded.registered_at,
            booted_at = excluded.booted_at,
            boot_session_id = excluded.boot_session_id,
            boot_answered = excluded.boot_answered,
            boot_interval_seconds = excluded.boot_interval_seconds,
            charge_point_vendor = excluded.charge_point_vendor,
            charge_point_model = excluded.charge_point_model,
            charge_point_serial_number = excluded.charge_point_serial_number,
            charge_box_serial_number = excluded.charge_box_serial_number,
            firmware_version = excluded.firmware_version,
            iccid = excluded.iccid,
            imsi = excluded.imsi,
            meter_type = excluded.meter_type,
            meter_serial_number = excluded.meter_serial_number,
            session_id = excluded.session_id,
            connected = excluded.connected,
            connection_changed_at = excluded.connection_changed_at,
            firmware_status = excluded.firmware_status,
            firmware_status_at = excluded.firmware_status_at,
            diagnostics_status = excluded.diagnostics_status,
            diagnostics_status_at = excluded.diagnostics_status_at,
            assume_subprotocol = excluded.assume_subprotocol,
            no_server_ping = excluded.no_server_ping,
            time_zone = excluded.time_zone,
            fractional_seconds = excluded.fractional_seconds
        """);

    ChargePointTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {Keys.of(id)},
                ChargePointTable::read,
                state -> state.registered().chargePointId(),
                ChargePointTable::values);
    }

    private static @Nullable Object[] values(ChargePointState state) {
        ChargePointRegistered registered = state.registered();
        ChargePointBooted boot = state.boot();
        BootData data = boot == null ? null : boot.bootData();
        Connection connection = state.connection();
        FirmwareStatusReported firmware = state.firmware();
        DiagnosticsStatusReported diagnostics = state.diagnostics();
        return new @Nullable Object[] {
            Keys.of(registered.chargePointId()),
            registered.chargePointId().value(),
            registered.registration(),
            registered.source(),
            registered.messagePolicy(),
            registered.intervalSeconds(),
            state.registeredAt(),
            boot == null ? null : boot.receivedAt(),
            boot == null ? null : boot.sessionId(),
            boot == null ? null : boot.answered(),
            boot == null ? null : boot.intervalSeconds(),
            data == null ? null : data.chargePointVendor(),
            data == null ? null : data.chargePointModel(),
            data == null ? null : data.chargePointSerialNumber(),
            data == null ? null : data.chargeBoxSerialNumber(),
            data == null ? null : data.firmwareVersion(),
            data == null ? null : data.iccid(),
            data == null ? null : data.imsi(),
            data == null ? null : data.meterType(),
            data == null ? null : data.meterSerialNumber(),
            connection == null ? null : connection.sessionId(),
            connection != null && connection.open(),
            connection == null ? null : connection.changedAt(),
            firmware == null ? null : firmware.status(),
            firmware == null ? null : firmware.receivedAt(),
            diagnostics == null ? null : diagnostics.status(),
            diagnostics == null ? null : diagnostics.receivedAt(),
            state.options().assumeSubprotocol(),
            state.options().noServerPing(),
            state.options().timeZone(),
            state.options().fractionalSeconds()
        };
    }

    private static ChargePointState read(Row row) throws SQLException {
        ChargePointId id = new ChargePointId(row.text("identity"));
        return new ChargePointState(
                new ChargePointRegistered(
                        id,
                        row.constant("registration", RegistrationStatus.class),
                        row.constant("source", RegistrationSource.class),
                        row.constant("message_policy", MessagePolicy.class),
                        row.nullableInteger("interval_seconds")),
                row.instant("registered_at"),
                options(row),
                boot(id, row),
                connection(row),
                firmware(id, row),
                diagnostics(id, row));
    }

    static ChargePointOptions options(Row row) throws SQLException {
        String timeZone = row.nullableText("time_zone");
        return new ChargePointOptions(
                row.bool("assume_subprotocol"),
                row.bool("no_server_ping"),
                timeZone == null ? null : ZoneId.of(timeZone),
                row.nullableBool("fractional_seconds"));
    }

    private static @Nullable ChargePointBooted boot(ChargePointId id, Row row) throws SQLException {
        Instant bootedAt = row.nullableInstant("booted_at");
        return bootedAt == null
                ? null
                : new ChargePointBooted(
                        id,
                        new SessionId(row.text("boot_session_id")),
                        bootData(row),
                        row.constant("boot_answered", RegistrationStatus.class),
                        row.integer("boot_interval_seconds"),
                        bootedAt);
    }

    static BootData bootData(Row row) throws SQLException {
        return new BootData(
                row.nullableText("charge_point_vendor"),
                row.nullableText("charge_point_model"),
                row.nullableText("charge_point_serial_number"),
                row.nullableText("charge_box_serial_number"),
                row.nullableText("firmware_version"),
                row.nullableText("iccid"),
                row.nullableText("imsi"),
                row.nullableText("meter_type"),
                row.nullableText("meter_serial_number"));
    }

    private static @Nullable Connection connection(Row row) throws SQLException {
        String sessionId = row.nullableText("session_id");
        return sessionId == null
                ? null
                : new Connection(sessionId, row.bool("connected"), row.instant("connection_changed_at"));
    }

    private static @Nullable FirmwareStatusReported firmware(ChargePointId id, Row row) throws SQLException {
        FirmwareStatus status = row.nullableConstant("firmware_status", FirmwareStatus.class);
        return status == null ? null : new FirmwareStatusReported(id, status, row.instant("firmware_status_at"));
    }

    private static @Nullable DiagnosticsStatusReported diagnostics(ChargePointId id, Row row) throws SQLException {
        DiagnosticsStatus status = row.nullableConstant("diagnostics_status", DiagnosticsStatus.class);
        return status == null ? null : new DiagnosticsStatusReported(id, status, row.instant("diagnostics_status_at"));
    }
}
