package dev.csms.query.diagnostics;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import org.jspecify.annotations.Nullable;

/** Table {@code diagnostics_upload}. */
final class DiagnosticsUploadTable extends StateTable<String, DiagnosticsUploadView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select diagnostics_upload_id, charge_point_id, position, state, location, retries,
            retry_interval, start_time, stop_time, log_type, request_id, file_name, status,
            status_at, problem, superseded_by, requested_at, changed_at
        from diagnostics_upload where diagnostics_upload_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into diagnostics_upload (diagnostics_upload_id, charge_point_id, position, state, location, retries,
            retry_interval, start_time, stop_time, log_type, request_id, file_name, status, status_at, problem,
            superseded_by, requested_at, changed_at)
        select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::int[],
            ?::timestamptz[], ?::timestamptz[], ?::text[], ?::int[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
            ?::timestamptz[], ?::timestamptz[])
        on conflict (diagnostics_upload_id) do update set
            state = excluded.state,
            file_name = excluded.file_name,
            status = excluded.status,
            status_at = excluded.status_at,
            problem = excluded.problem,
            superseded_by = excluded.superseded_by,
            changed_at = excluded.changed_at
        """);

    DiagnosticsUploadTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id},
                DiagnosticsUploadView::read,
                DiagnosticsUploadView::operationId,
                DiagnosticsUploadTable::values);
    }

    private static @Nullable Object[] values(DiagnosticsUploadView upload) {
        return new @Nullable Object[] {
            upload.operationId(),
            upload.chargePointId(),
            upload.position(),
            upload.state(),
            upload.location(),
            upload.retries(),
            upload.retryInterval(),
            upload.startTime(),
            upload.stopTime(),
            upload.logType(),
            upload.requestId(),
            upload.fileName(),
            upload.status(),
            upload.statusAt(),
            upload.problem(),
            upload.supersededBy(),
            upload.requestedAt(),
            upload.changedAt()
        };
    }
}
