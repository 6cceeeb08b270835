package dev.csms.query.firmware;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import org.jspecify.annotations.Nullable;

/** Table {@code firmware_update}. */
final class FirmwareUpdateTable extends StateTable<String, FirmwareUpdateView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select firmware_update_id, charge_point_id, position, state, location, image_id,
            retrieve_date, retries, retry_interval, install_date, request_id, status, status_at,
            problem, superseded_by, requested_at, changed_at
        from firmware_update where firmware_update_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into firmware_update (firmware_update_id, charge_point_id, position, state, location, image_id,
            retrieve_date, retries, retry_interval, install_date, request_id, status, status_at, problem, superseded_by,
            requested_at, changed_at)
        select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
            ?::int[], ?::int[], ?::timestamptz[], ?::int[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
        on conflict (firmware_update_id) do update set
            state = excluded.state,
            status = excluded.status,
            status_at = excluded.status_at,
            problem = excluded.problem,
            superseded_by = excluded.superseded_by,
            changed_at = excluded.changed_at
        """);

    FirmwareUpdateTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id},
                FirmwareUpdateView::read,
                FirmwareUpdateView::operationId,
                FirmwareUpdateTable::values);
    }

    private static @Nullable Object[] values(FirmwareUpdateView update) {
        return new @Nullable Object[] {
            update.operationId(),
            update.chargePointId(),
            update.position(),
            update.state(),
            update.location(),
            update.imageId(),
            update.retrieveDate(),
            update.retries(),
            update.retryInterval(),
            update.installDate(),
            update.requestId(),
            update.status(),
            update.statusAt(),
            update.problem(),
            update.supersededBy(),
            update.requestedAt(),
            update.changedAt()
        };
    }
}
