package dev.csms.query.anomaly;

import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An anomaly as it is shown. */
public record AnomalyView(
        long position,
        String chargePointIdentity,
        AnomalyKind kind,
        @Nullable Integer connectorId,
        @Nullable Long transactionId,
        String description,
        @Nullable String raw,
        Instant receivedAt) {

    static final String TYPE = "Anomaly";

    public String id() {
        return GlobalId.of(TYPE, position);
    }

    static AnomalyView read(Row row) throws SQLException {
        return new AnomalyView(
                row.bigint("position"),
                row.text("charge_point_identity"),
                row.constant("kind", AnomalyKind.class),
                row.nullableInteger("connector_id"),
                row.nullableBigint("transaction_id"),
                row.text("description"),
                row.nullableText("raw"),
                row.instant("received_at"));
    }
}
