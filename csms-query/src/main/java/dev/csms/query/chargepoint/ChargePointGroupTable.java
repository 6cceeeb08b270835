package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointGrouped;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Table {@code charge_point_group}: what was decided last. */
final class ChargePointGroupTable implements StateTable<ChargePointId, ChargePointGrouped> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select * from charge_point_group where charge_point_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into charge_point_group (charge_point_id, group_name)
        select * from unnest(?::text[], ?::text[])
        on conflict (charge_point_id) do update set group_name = excluded.group_name
        """);

    @Override
    public Map<ChargePointId, ChargePointGrouped> load(JdbcOperations db, Collection<ChargePointId> ids) {
        return LOAD
                .query(
                        db,
                        ids.stream().map(id -> new Object[] {Keys.of(id)}).toList(),
                        Row.mapper(row -> new ChargePointGrouped(
                                new ChargePointId(row.text("charge_point_id")), row.nullableText("group_name"))))
                .stream()
                .collect(Collectors.toMap(ChargePointGrouped::chargePointId, Function.identity()));
    }

    @Override
    public void store(JdbcOperations db, Collection<ChargePointGrouped> groups) {
        STORE.execute(
                db,
                groups.stream()
                        .map(it -> new @Nullable Object[] {Keys.of(it.chargePointId()), it.group()})
                        .toList());
    }
}
