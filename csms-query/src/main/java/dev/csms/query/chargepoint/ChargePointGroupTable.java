package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointGrouped;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code charge_point_group}: what was decided last. */
final class ChargePointGroupTable extends StateTable<ChargePointId, ChargePointGrouped> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, group_name
        from charge_point_group where charge_point_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into charge_point_group (charge_point_id, group_name)
        select * from unnest(?::text[], ?::text[])
        on conflict (charge_point_id) do update set group_name = excluded.group_name
        """);

    ChargePointGroupTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {Keys.of(id)},
                ChargePointGroupTable::read,
                ChargePointGrouped::chargePointId,
                ChargePointGroupTable::values);
    }

    private static @Nullable Object[] values(ChargePointGrouped it) {
        return new @Nullable Object[] {Keys.of(it.chargePointId()), it.group()};
    }

    private static ChargePointGrouped read(Row row) throws SQLException {
        return new ChargePointGrouped(new ChargePointId(row.text("charge_point_id")), row.nullableText("group_name"));
    }
}
