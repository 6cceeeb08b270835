package dev.csms.query.availability;

import dev.csms.domain.operation.AvailabilityType;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code availability}. */
final class AvailabilityTable extends StateTable<AvailabilityState.Key, AvailabilityState> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, connector_id, position, type, scheduled, scheduled_for_all,
            agreed_at
        from unnest(?::text[], ?::int[]) as key (charge_point_id, connector_id)
        join availability a using (charge_point_id, connector_id)
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into availability (charge_point_id, connector_id, position, type, scheduled, scheduled_for_all,
            agreed_at)
        select * from unnest(?::text[], ?::int[], ?::bigint[], ?::text[], ?::bool[], ?::bool[], ?::timestamptz[])
        on conflict (charge_point_id, connector_id) do update set
            position = excluded.position,
            type = excluded.type,
            scheduled = excluded.scheduled,
            scheduled_for_all = excluded.scheduled_for_all,
            agreed_at = excluded.agreed_at
        """);

    AvailabilityTable() {
        super(
                LOAD,
                STORE,
                key -> new Object[] {key.chargePointId(), key.connectorId()},
                AvailabilityTable::read,
                AvailabilityState::key,
                AvailabilityTable::values);
    }

    private static @Nullable Object[] values(AvailabilityState it) {
        return new @Nullable Object[] {
            it.key().chargePointId(),
            it.key().connectorId(),
            it.position(),
            it.type(),
            it.scheduled(),
            it.scheduledForAll(),
            it.agreedAt()
        };
    }

    static AvailabilityState read(Row row) throws SQLException {
        return new AvailabilityState(
                new AvailabilityState.Key(row.text("charge_point_id"), row.integer("connector_id")),
                row.bigint("position"),
                row.constant("type", AvailabilityType.class),
                row.bool("scheduled"),
                row.bool("scheduled_for_all"),
                row.instant("agreed_at"));
    }
}
