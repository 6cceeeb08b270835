package dev.csms.query.configuration;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Table {@code configuration_key}. */
final class KeyTable extends StateTable<KeyState.Id, KeyState> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, key_id, key, standing, readonly, value, pending_value,
            pending_since, changed_at
        from unnest(?::text[], ?::text[]) as id (charge_point_id, key_id)
        join configuration_key k using (charge_point_id, key_id)
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into configuration_key (charge_point_id, key_id, key, standing, readonly, value, pending_value,
            pending_since, changed_at)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::text[],
            ?::timestamptz[], ?::timestamptz[])
        on conflict (charge_point_id, key_id) do update set
            key = excluded.key,
            standing = excluded.standing,
            readonly = excluded.readonly,
            value = excluded.value,
            pending_value = excluded.pending_value,
            pending_since = excluded.pending_since,
            changed_at = excluded.changed_at
        """);

    KeyTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id.chargePointId(), id.keyId()},
                KeyTable::read,
                KeyState::id,
                KeyTable::values);
    }

    private static @Nullable Object[] values(KeyState key) {
        KeyState.Pending pending = key.pending();
        return new @Nullable Object[] {
            key.id().chargePointId(),
            key.id().keyId(),
            key.key(),
            key.standing(),
            key.readonly(),
            key.value(),
            pending == null ? null : pending.value(),
            pending == null ? null : pending.since(),
            key.changedAt()
        };
    }

    private static KeyState read(Row row) throws SQLException {
        String pendingValue = row.nullableText("pending_value");
        Instant pendingSince = row.nullableInstant("pending_since");
        return new KeyState(
                new KeyState.Id(row.text("charge_point_id"), row.text("key_id")),
                row.text("key"),
                row.constant("standing", KeyStanding.class),
                row.bool("readonly"),
                row.nullableText("value"),
                pendingValue == null || pendingSince == null ? null : new KeyState.Pending(pendingValue, pendingSince),
                row.instant("changed_at"));
    }
}
