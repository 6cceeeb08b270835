package dev.csms.query.configuration;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code configuration}. */
final class ConfigurationTable extends StateTable<ChargePointId, ConfigurationState> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, last_read_at, complete_at, booted_at
        from configuration where charge_point_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into configuration (charge_point_id, last_read_at, complete_at, booted_at)
        select * from unnest(?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
        on conflict (charge_point_id) do update set
            last_read_at = excluded.last_read_at,
            complete_at = excluded.complete_at,
            booted_at = excluded.booted_at
        """);

    ConfigurationTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {Keys.of(id)},
                ConfigurationTable::read,
                ConfigurationState::chargePointId,
                ConfigurationTable::values);
    }

    private static @Nullable Object[] values(ConfigurationState it) {
        return new @Nullable Object[] {Keys.of(it.chargePointId()), it.lastReadAt(), it.completeAt(), it.bootedAt()};
    }

    private static ConfigurationState read(Row row) throws SQLException {
        return new ConfigurationState(
                new ChargePointId(row.text("charge_point_id")),
                row.nullableInstant("last_read_at"),
                row.nullableInstant("complete_at"),
                row.nullableInstant("booted_at"));
    }
}
