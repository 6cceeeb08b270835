package dev.csms.query.idtag;

import dev.csms.domain.idtag.IdTagSource;
import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which idTags. */
record IdTagFilter(
        @Nullable Boolean blocked,
        @Nullable IdTagSource source,
        @Nullable String parentIdTag,
        @Nullable String contains,
        @Nullable Instant expiringBefore) {

    static final IdTagFilter ALL = new IdTagFilter(null, null, null, null, null);

    Conditions conditions() {
        return new Conditions()
                .and("t.blocked = :blocked", "blocked", blocked)
                .and("t.source = :source", "source", source)
                .and("t.parent_id_tag_key = :parent", "parent", Keys.ofTyped(parentIdTag))
                .and("position(:part in t.id_tag_key) > 0", "part", Keys.ofTyped(contains))
                .and("t.expires_at < :expiringBefore", "expiringBefore", expiringBefore);
    }
}
