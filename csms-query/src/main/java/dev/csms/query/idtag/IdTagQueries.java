package dev.csms.query.idtag;

import dev.csms.query.Keys;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        idTags = new PagedQuery<>(db, SELECT, Row.mapper(IdTagView::read));
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
        if (keys.isEmpty()) {
            return Map.of();
        }
        return db
                .sql(SELECT + " where t.id_tag_key in (:keys)")
                .param("keys", keys)
                .query(Row.mapper(IdTagView::read))
                .list()
                .stream()
                .collect(Collectors.toMap(IdTagView::idTagKey, Function.identity()));
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
