package dev.csms.query.reservation;

import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as it is shown.
 *
 * @param chargePointId key of its charge point in all tables
 * @param connectorId   0 for any
 */
public record ReservationView(
        String chargePointId,
        String chargePointIdentity,
        int reservationId,
        ReservationStatus status,
        int connectorId,
        String idTag,
        @Nullable String parentIdTag,
        Instant expiresAt,
        boolean changeRequested,
        String operationId,
        Instant requestedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant endedAt,
        @Nullable Integer transactionId,
        @Nullable Integer usedConnectorId,
        Instant changedAt) {

    static final String TYPE = "Reservation";

    public String id() {
        return GlobalId.of(TYPE, reservationId + "@" + chargePointId);
    }

    static ReservationView read(Row row) throws SQLException {
        return new ReservationView(
                row.text("charge_point_id"),
                row.text("charge_point_identity"),
                row.integer("reservation_id"),
                row.constant("status", ReservationStatus.class),
                row.integer("connector_id"),
                row.text("id_tag"),
                row.nullableText("parent_id_tag"),
                row.instant("expires_at"),
                row.bool("change_requested"),
                row.text("operation_id"),
                row.instant("requested_at"),
                row.nullableInstant("accepted_at"),
                row.nullableInstant("ended_at"),
                row.nullableInteger("transaction_id"),
                row.nullableInteger("used_connector_id"),
                row.instant("changed_at"));
    }
}
