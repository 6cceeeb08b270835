package dev.csms.query.anomaly;

import dev.csms.domain.anomaly.AnomalyEvent;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Every anomaly, for the operator. */
@ProcessingGroup(AnomalyProjection.GROUP)
public final class AnomalyProjection {

    public static final String GROUP = "anomalies";

    private static final BulkStatement ANOMALY = BulkStatement.of("""
        insert into anomaly (position, charge_point_id, kind, connector_id, transaction_id, description, raw,
            received_at)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[],
            ?::timestamptz[])
        on conflict (position) do nothing
        """);

    private final EventRows rows;

    public AnomalyProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(AnomalyEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            switch (event) {
                case AnomalyDetected anomaly ->
                    row.insert(
                            ANOMALY,
                            EventRows.position(message),
                            Keys.of(anomaly.chargePointId()),
                            anomaly.kind(),
                            anomaly.connectorId(),
                            anomaly.transactionId(),
                            anomaly.description(),
                            anomaly.raw(),
                            anomaly.receivedAt());
            }
        });
    }
}
