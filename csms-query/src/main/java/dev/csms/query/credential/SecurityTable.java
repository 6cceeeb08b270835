package dev.csms.query.credential;

import dev.csms.domain.credential.KeyOrigin;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code charge_point_security}. */
final class SecurityTable extends StateTable<String, SecurityState> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, profile, upgrade_to, key_origin, key_set_at, new_key_operation_id,
            new_key_state, certificate_serial, cpo_name
        from charge_point_security where charge_point_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into charge_point_security (charge_point_id, profile, upgrade_to, key_origin, key_set_at,
            new_key_operation_id, new_key_state, certificate_serial, cpo_name)
        select * from unnest(?::text[], ?::int[], ?::int[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
            ?::text[], ?::text[])
        on conflict (charge_point_id) do update set
            profile = excluded.profile,
            upgrade_to = excluded.upgrade_to,
            key_origin = excluded.key_origin,
            key_set_at = excluded.key_set_at,
            new_key_operation_id = excluded.new_key_operation_id,
            new_key_state = excluded.new_key_state,
            certificate_serial = excluded.certificate_serial,
            cpo_name = excluded.cpo_name
        """);

    SecurityTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id},
                SecurityTable::read,
                SecurityState::chargePointId,
                SecurityTable::values);
    }

    private static @Nullable Object[] values(SecurityState state) {
        SecurityState.Key key = state.key();
        SecurityState.NewKey newKey = state.newKey();
        return new @Nullable Object[] {
            state.chargePointId(),
            state.profile(),
            state.upgradeTo(),
            key == null ? null : key.origin(),
            key == null ? null : key.setAt(),
            newKey == null ? null : newKey.operationId(),
            newKey == null ? null : newKey.state(),
            state.certificateSerial(),
            state.cpoName()
        };
    }

    private static SecurityState read(Row row) throws SQLException {
        KeyOrigin origin = row.nullableConstant("key_origin", KeyOrigin.class);
        String operationId = row.nullableText("new_key_operation_id");
        return new SecurityState(
                row.text("charge_point_id"),
                row.integer("profile"),
                row.nullableInteger("upgrade_to"),
                origin == null ? null : new SecurityState.Key(origin, row.instant("key_set_at")),
                operationId == null
                        ? null
                        : new SecurityState.NewKey(operationId, row.constant("new_key_state", NewKeyState.class)),
                row.nullableText("certificate_serial"),
                row.nullableText("cpo_name"));
    }
}
