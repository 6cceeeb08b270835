package dev.csms.query.idtag;

import dev.csms.domain.idtag.IdTagId;
import dev.csms.query.Keys;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads idTags. */
@Component
public final class IdTagQueries implements NodeSource {

    private static final String SELECT = "select t.* from id_tag t";

    private static final Order<IdTagView> BY_TEXT =
            Order.ascending("idTag", List.of(new Order.Key<>("t.id_tag_key", "text", IdTagView::idTagKey)));

    private final JdbcClient db;
    private final PagedQuery<IdTagView> idTags;

    IdTagQueries(ReadSide readSide) {
        db = readSide.db();
        idTags = new PagedQuery<>(db, SELECT, Scope.OF_NO_CHARGE_POINT, Row.mapper(IdTagView::read));
    }

    /** @param idTag in any case */
    public Optional<IdTagView> idTag(String idTag) {
        String key = Keys.ofTyped(idTag);
        return key == null
                ? Optional.empty()
                : Optional.ofNullable(byKey(List.of(key)).get(key));
    }

    /** Those of them that there are. */
    public Map<String, IdTagView> byKey(Collection<String> keys) {
        return idTags.byKey("t.id_tag_key", keys, IdTagView::idTagKey);
    }

    /** Those that may charge at this time, in the order of their texts. */
    public List<IdTagView> admitted(Instant at) {
        return admitted(new Conditions(), at);
    }

    /** Those of them, and of the members of these groups, that may charge at this time. */
    public List<IdTagView> admitted(Collection<IdTagId> idTags, Collection<IdTagId> parents, Instant at) {
        String[] chosen = idTags.stream().map(Keys::of).toArray(String[]::new);
        String[] groups = parents.stream().map(Keys::of).toArray(String[]::new);
        return admitted(
                new Conditions()
                        .and("(t.id_tag_key = any(:idTags) or t.parent_id_tag_key = any(:parents))", "idTags", chosen)
                        .and("true", "parents", groups),
                at);
    }

    private List<IdTagView> admitted(Conditions which, Instant at) {
        Conditions where = which.and("not t.blocked").and("(t.expires_at is null or t.expires_at > :at)", "at", at);
        return db.sql("select t.* from id_tag t where %s order by t.id_tag_key".formatted(where.sql()))
                .params(where.parameters())
                .query(Row.mapper(IdTagView::read))
                .list();
    }

    /** Another one whenever an idTag was registered or decided about, or has expired. */
    public record Fingerprint(
            long idTags, long expired, @Nullable Instant changedAt) {}

    public Fingerprint fingerprint(Instant at) {
        return db.sql("""
            select count(*) as id_tags, count(*) filter (where expires_at <= :at) as expired,
                max(changed_at) as changed_at
            from id_tag
            """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Row.mapper(row -> new Fingerprint(
                        row.bigint("id_tags"), row.bigint("expired"), row.nullableInstant("changed_at"))))
                .single();
    }

    Connection<IdTagView> idTags(IdTagFilter filter, Page page) {
        return idTags.page(filter.conditions(), BY_TEXT, page);
    }

    @Override
    public String type() {
        return IdTagView.TYPE;
    }

    @Override
    public Optional<IdTagView> find(String key) {
        return idTag(key);
    }
}
