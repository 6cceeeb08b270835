package dev.csms.query.connector;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code connector}. */
final class ConnectorTable extends StateTable<ConnectorState.Key, ConnectorState> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, connector_id, status, since, error_code, info, vendor_id,
            vendor_error_code, reported_at, received_at
        from unnest(?::text[], ?::int[]) as key (charge_point_id, connector_id)
        join connector c using (charge_point_id, connector_id)
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into connector (charge_point_id, connector_id, status, since, error_code, info, vendor_id,
            vendor_error_code, reported_at, received_at)
        select * from unnest(?::text[], ?::int[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
            ?::text[], ?::timestamptz[], ?::timestamptz[])
        on conflict (charge_point_id, connector_id) do update set
            status = excluded.status,
            since = excluded.since,
            error_code = excluded.error_code,
            info = excluded.info,
            vendor_id = excluded.vendor_id,
            vendor_error_code = excluded.vendor_error_code,
            reported_at = excluded.reported_at,
            received_at = excluded.received_at
        """);

    ConnectorTable() {
        super(
                LOAD,
                STORE,
                key -> new Object[] {key.chargePointId(), key.connectorId()},
                ConnectorTable::read,
                ConnectorState::key,
                ConnectorTable::values);
    }

    private static @Nullable Object[] values(ConnectorState state) {
        StatusReport report = state.report();
        return new @Nullable Object[] {
            state.key().chargePointId(),
            state.key().connectorId(),
            report.status(),
            state.since(),
            report.errorCode(),
            report.info(),
            report.vendorId(),
            report.vendorErrorCode(),
            report.reportedAt(),
            state.receivedAt()
        };
    }

    private static ConnectorState read(Row row) throws SQLException {
        return new ConnectorState(
                new ConnectorState.Key(row.text("charge_point_id"), row.integer("connector_id")),
                report(row),
                row.instant("since"),
                row.instant("received_at"));
    }

    static StatusReport report(Row row) throws SQLException {
        return new StatusReport(
                row.constant("status", ChargePointStatus.class),
                row.constant("error_code", ChargePointErrorCode.class),
                row.nullableText("info"),
                row.nullableText("vendor_id"),
                row.nullableText("vendor_error_code"),
                row.nullableInstant("reported_at"));
    }
}
