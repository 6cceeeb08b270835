package dev.csms.query.idtag;

import dev.csms.domain.idtag.IdTagEvent.IdTagRegistered;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagSource;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code id_tag}. */
final class IdTagTable extends StateTable<IdTagId, IdTagRecord> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select id_tag_key, id_tag, source, parent_id_tag, parent_id_tag_key, expires_at, blocked,
            block_reason, concurrent_transactions, registered_at, changed_at
        from id_tag where id_tag_key = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into id_tag (id_tag_key, id_tag, source, parent_id_tag, parent_id_tag_key, expires_at, blocked,
            block_reason, concurrent_transactions, registered_at, changed_at)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bool[],
            ?::text[], ?::int[], ?::timestamptz[], ?::timestamptz[])
        on conflict (id_tag_key) do update set
            parent_id_tag = excluded.parent_id_tag,
            parent_id_tag_key = excluded.parent_id_tag_key,
            expires_at = excluded.expires_at,
            blocked = excluded.blocked,
            block_reason = excluded.block_reason,
            concurrent_transactions = excluded.concurrent_transactions,
            changed_at = excluded.changed_at
        """);

    IdTagTable() {
        super(
                LOAD,
                STORE,
                idTag -> new Object[] {Keys.of(idTag)},
                IdTagTable::read,
                tag -> tag.registered().idTag(),
                IdTagTable::values);
    }

    private static @Nullable Object[] values(IdTagRecord tag) {
        IdTagRegistered registered = tag.registered();
        IdTagId parent = registered.parentIdTag();
        IdTagRecord.Block block = tag.block();
        return new @Nullable Object[] {
            Keys.of(registered.idTag()),
            registered.idTag().value(),
            registered.source(),
            parent == null ? null : parent.value(),
            Keys.ofNullable(parent),
            registered.expiresAt(),
            block != null,
            block == null ? null : block.reason(),
            registered.concurrentTransactions(),
            tag.registeredAt(),
            tag.changedAt()
        };
    }

    private static IdTagRecord read(Row row) throws SQLException {
        String parent = row.nullableText("parent_id_tag");
        return new IdTagRecord(
                new IdTagRegistered(
                        new IdTagId(row.text("id_tag")),
                        row.constant("source", IdTagSource.class),
                        parent == null ? null : new IdTagId(parent),
                        row.nullableInstant("expires_at"),
                        row.integer("concurrent_transactions")),
                row.instant("registered_at"),
                row.bool("blocked") ? new IdTagRecord.Block(row.nullableText("block_reason")) : null,
                row.instant("changed_at"));
    }
}
