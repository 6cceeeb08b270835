package dev.csms.query.localauthlist;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of a charge point's list as it is shown. */
public record ListEntryView(
        String idTagKey,
        String idTag,
        AuthorizationStatus status,
        @Nullable Instant expiresAt,
        @Nullable String parentIdTag) {

    static ListEntryView read(Row row) throws SQLException {
        return new ListEntryView(
                row.text("id_tag_key"),
                row.text("id_tag"),
                row.constant("status", AuthorizationStatus.class),
                row.nullableInstant("expires_at"),
                row.nullableText("parent_id_tag"));
    }
}
