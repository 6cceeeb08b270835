package dev.csms.query.connector;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A report of a connector's state. */
public record StatusReportView(
        long position,
        int connectorId,
        StatusReportKind kind,
        ChargePointStatus status,
        @Nullable ChargePointStatus previousStatus,
        boolean regular,
        ChargePointErrorCode errorCode,
        @Nullable String vendorErrorCode,
        @Nullable String vendorId,
        @Nullable String info,
        @Nullable Instant reportedAt,
        Instant receivedAt) {

    static StatusReportView read(Row row) throws SQLException {
        return new StatusReportView(
                row.bigint("position"),
                row.integer("connector_id"),
                row.constant("kind", StatusReportKind.class),
                row.constant("status", ChargePointStatus.class),
                row.nullableConstant("previous_status", ChargePointStatus.class),
                row.bool("regular"),
                row.constant("error_code", ChargePointErrorCode.class),
                row.nullableText("vendor_error_code"),
                row.nullableText("vendor_id"),
                row.nullableText("info"),
                row.nullableInstant("reported_at"),
                row.instant("received_at"));
    }
}
