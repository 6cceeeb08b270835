package dev.csms.query.reservation;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.reservation.ReservationTerms;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code reservation}. */
final class ReservationTable extends StateTable<ReservationRecord.Key, ReservationRecord> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, reservation_id, status, connector_id, id_tag, id_tag_key,
            parent_id_tag, expires_at, change_requested, operation_id, requested_at, accepted_at,
            ended_at, transaction_id, used_connector_id, changed_at
        from reservation r
        join unnest(?::text[], ?::int[]) as k(charge_point_id, reservation_id) using (charge_point_id, reservation_id)
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into reservation (charge_point_id, reservation_id, status, connector_id, id_tag, id_tag_key,
            parent_id_tag, expires_at, change_requested, operation_id, requested_at, accepted_at, ended_at,
            transaction_id, used_connector_id, changed_at)
        select * from unnest(?::text[], ?::int[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[],
            ?::timestamptz[], ?::bool[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::int[],
            ?::int[], ?::timestamptz[])
        on conflict (charge_point_id, reservation_id) do update set
            status = excluded.status,
            connector_id = excluded.connector_id,
            id_tag = excluded.id_tag,
            id_tag_key = excluded.id_tag_key,
            parent_id_tag = excluded.parent_id_tag,
            expires_at = excluded.expires_at,
            change_requested = excluded.change_requested,
            operation_id = excluded.operation_id,
            requested_at = excluded.requested_at,
            accepted_at = excluded.accepted_at,
            ended_at = excluded.ended_at,
            transaction_id = excluded.transaction_id,
            used_connector_id = excluded.used_connector_id,
            changed_at = excluded.changed_at
        """);

    ReservationTable() {
        super(
                LOAD,
                STORE,
                key -> new Object[] {Keys.of(key.chargePointId()), key.reservationId()},
                ReservationTable::read,
                ReservationRecord::key,
                ReservationTable::values);
    }

    private static @Nullable Object[] values(ReservationRecord reservation) {
        ReservationTerms terms = reservation.terms();
        return new @Nullable Object[] {
            Keys.of(reservation.key().chargePointId()),
            reservation.key().reservationId(),
            reservation.status(),
            terms.connectorId(),
            terms.idTag(),
            Keys.ofTyped(terms.idTag()),
            terms.parentIdTag(),
            terms.expiresAt(),
            reservation.changeRequested(),
            reservation.operationId().value(),
            reservation.requestedAt(),
            reservation.acceptedAt(),
            reservation.endedAt(),
            reservation.transactionId(),
            reservation.usedConnectorId(),
            reservation.changedAt()
        };
    }

    private static ReservationRecord read(Row row) throws SQLException {
        return new ReservationRecord(
                new ReservationRecord.Key(
                        new ChargePointId(row.text("charge_point_id")), row.integer("reservation_id")),
                row.constant("status", ReservationStatus.class),
                new ReservationTerms(
                        row.integer("connector_id"),
                        row.text("id_tag"),
                        row.nullableText("parent_id_tag"),
                        row.instant("expires_at")),
                row.bool("change_requested"),
                new OperationId(row.text("operation_id")),
                row.instant("requested_at"),
                row.nullableInstant("accepted_at"),
                row.nullableInstant("ended_at"),
                row.nullableInteger("transaction_id"),
                row.nullableInteger("used_connector_id"),
                row.instant("changed_at"));
    }
}
