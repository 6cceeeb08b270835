package dev.csms.query.connector;

import dev.csms.domain.chargepoint.ChargePointEvent;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.OutdatedConnectorStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.UnexpectedConnectorReported;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.query.Keys;
import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Connectors and the history of their status. */
@ProcessingGroup(ChargePointProjection.GROUP)
public final class ConnectorProjection {

    private static final ConnectorTable CONNECTORS = new ConnectorTable();

    private static final BulkStatement STATUS = BulkStatement.of("""
        insert into connector_status (position, charge_point_id, connector_id, kind, status, previous_status,
            regular, error_code, info, vendor_id, vendor_error_code, reported_at, received_at)
        select * from unnest(?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[],
            ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
        on conflict (position) do nothing
        """);

    private final EventRows rows;

    public ConnectorProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(ConnectorStatusChanged changed, EventMessage<?> message) {
        rows.write(message, row -> {
            row.announce(ChargePointChanged.of(changed.chargePointId()));
            row.change(CONNECTORS, ConnectorState.keyOf(changed), state -> ConnectorState.after(state, changed));
            insert(
                    row,
                    message,
                    changed,
                    changed.connectorId(),
                    StatusReportKind.CHANGED,
                    changed.report(),
                    changed.previous(),
                    changed.regular(),
                    changed.receivedAt());
        });
    }

    @EventHandler
    void on(OutdatedConnectorStatusReported outdated, EventMessage<?> message) {
        rows.write(
                message,
                row -> insert(
                        row,
                        message,
                        outdated,
                        outdated.connectorId(),
                        StatusReportKind.OUTDATED,
                        outdated.report(),
                        null,
                        true,
                        outdated.receivedAt()));
    }

    @EventHandler
    void on(UnexpectedConnectorReported unexpected, EventMessage<?> message) {
        rows.write(
                message,
                row -> insert(
                        row,
                        message,
                        unexpected,
                        unexpected.connectorId(),
                        StatusReportKind.UNEXPECTED,
                        unexpected.report(),
                        null,
                        false,
                        unexpected.receivedAt()));
    }

    private static void insert(
            RowChanges row,
            EventMessage<?> message,
            ChargePointEvent event,
            int connectorId,
            StatusReportKind kind,
            StatusReport report,
            @Nullable ChargePointStatus previous,
            boolean regular,
            Instant receivedAt) {
        row.insert(
                STATUS,
                EventRows.position(message),
                Keys.of(event.chargePointId()),
                connectorId,
                kind,
                report.status(),
                previous,
                regular,
                report.errorCode(),
                report.info(),
                report.vendorId(),
                report.vendorErrorCode(),
                report.reportedAt(),
                receivedAt);
    }
}
