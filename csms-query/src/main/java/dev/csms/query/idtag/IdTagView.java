package dev.csms.query.idtag;

import dev.csms.domain.idtag.IdTagSource;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An idTag as it is shown.
 *
 * @param idTagKey its key in all tables
 */
public record IdTagView(
        String idTagKey,
        String idTag,
        IdTagSource source,
        @Nullable String parentIdTag,
        @Nullable Instant expiresAt,
        boolean blocked,
        @Nullable String blockReason,
        int concurrentTransactions,
        Instant registeredAt,
        Instant changedAt) {

    static final String TYPE = "IdTag";

    public String id() {
        return GlobalId.of(TYPE, idTagKey);
    }

    static IdTagView read(Row row) throws SQLException {
        return new IdTagView(
                row.text("id_tag_key"),
                row.text("id_tag"),
                row.constant("source", IdTagSource.class),
                row.nullableText("parent_id_tag"),
                row.nullableInstant("expires_at"),
                row.bool("blocked"),
                row.nullableText("block_reason"),
                row.integer("concurrent_transactions"),
                row.instant("registered_at"),
                row.instant("changed_at"));
    }
}
