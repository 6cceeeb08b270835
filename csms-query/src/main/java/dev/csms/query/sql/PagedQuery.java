package dev.csms.query.sql;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Cursor;
import dev.csms.query.graphql.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A list that is read page by page, by keys and never by offset; below one owner or many, always with one statement.
 * Nobody is shown more of it than its scope allows.
 *
 * @param select everything up to {@code where}
 */
public record PagedQuery<V>(JdbcClient db, String select, Scope scope, RowMapper<V> mapper) {

    /** Those that there are, in any order. */
    public List<V> all(Conditions where) {
        return all(where, "");
    }

    /** @param after what follows the conditions, such as an order */
    public List<V> all(Conditions where, String after) {
        return db.sql(select + " where " + scope.limit(where).sql() + after)
                .params(where.parameters())
                .query(mapper)
                .list();
    }

    /** The only one, if there is one. */
    public Optional<V> one(Conditions where) {
        return all(where).stream().findFirst();
    }

    public Connection<V> page(Conditions where, Order<V> order, Page page) {
        List<V> found = db.sql(select + " where " + behind(where, order, page).sql() + " order by " + order.orderBy()
                        + " limit " + (page.first() + 1))
                .params(where.parameters())
                .query(mapper)
                .list();
        return connection(found, order, page);
    }

    /** Those that have one of these values in a column, in any order. */
    public List<V> having(String column, Collection<?> values) {
        return values.isEmpty() ? List.of() : all(new Conditions().and(column + " in (:values)", "values", values));
    }

    /** The same by their keys. */
    public <K> Map<K, V> byKey(String column, Collection<K> keys, Function<V, K> key) {
        return having(column, keys).stream().collect(Collectors.toMap(key, Function.identity()));
    }

    /**
     * A page for each owner.
     *
     * @param column of the owner's id, a text
     */
    public Map<String, Connection<V>> pages(
            Collection<String> owners, String column, Conditions where, Order<V> order, Page page) {
        return pages(owners, "text", column, where, order, page);
    }

    /** @param type of the owners' ids in SQL */
    public <K> Map<K, Connection<V>> pages(
            Collection<K> owners, String type, String column, Conditions where, Order<V> order, Page page) {
        String sql = """
            select owner.ordinal as owner_ordinal, page.*
            from unnest(cast(cast(:owners as text[]) as %s[])) with ordinality as owner (id, ordinal)
            cross join lateral (
                select found.*, row_number() over () as found_ordinal
                from (%s where %s = owner.id and %s order by %s limit %d) as found
            ) as page
            order by owner.ordinal, page.found_ordinal
            """.formatted(
                        type, select, column, behind(where, order, page).sql(), order.orderBy(), page.first() + 1);
        List<K> ordered = List.copyOf(owners);
        List<List<V>> found = new ArrayList<>();
        ordered.forEach(_ -> found.add(new ArrayList<>()));
        db.sql(sql)
                .param("owners", ordered.stream().map(Object::toString).toArray(String[]::new))
                .params(where.parameters())
                .query(result -> {
                    found.get(result.getInt("owner_ordinal") - 1).add(mapper.mapRow(result, 0));
                });
        Map<K, Connection<V>> pages = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            pages.put(ordered.get(i), connection(found.get(i), order, page));
        }
        return pages;
    }

    private Conditions behind(Conditions where, Order<V> order, Page page) {
        scope.limit(where);
        String after = page.after();
        if (after != null) {
            order.addTo(where, Cursor.decode(after, order.name()).values());
        }
        return where;
    }

    private Connection<V> connection(List<V> found, Order<V> order, Page page) {
        return Connection.of(found, page, row -> new Cursor(order.name(), order.valuesOf(row)));
    }
}
