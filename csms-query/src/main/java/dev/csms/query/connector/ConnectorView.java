package dev.csms.query.connector;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connector as it is shown. */
public record ConnectorView(
        String chargePointId,
        int connectorId,
        ChargePointStatus status,
        Instant since,
        ChargePointErrorCode errorCode,
        @Nullable String vendorErrorCode,
        @Nullable String vendorId,
        @Nullable String info,
        @Nullable Instant reportedAt,
        Instant receivedAt) {

    static final String TYPE = "Connector";

    public String id() {
        return GlobalId.of(TYPE, connectorId + "@" + chargePointId);
    }

    static ConnectorView read(Row row) throws SQLException {
        return new ConnectorView(
                row.text("charge_point_id"),
                row.integer("connector_id"),
                row.constant("status", ChargePointStatus.class),
                row.instant("since"),
                row.constant("error_code", ChargePointErrorCode.class),
                row.nullableText("vendor_error_code"),
                row.nullableText("vendor_id"),
                row.nullableText("info"),
                row.nullableInstant("reported_at"),
                row.instant("received_at"));
    }
}
