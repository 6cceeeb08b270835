package dev.csms.query.configuration;

import dev.csms.query.Keys;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads configurations. */
@Component
final class ConfigurationQueries {

    private static final Order<ConfigurationChangeView> NEWEST_FIRST = Order.descending(
            "position",
            List.of(
                    new Order.Key<>("h.position", "bigint", ConfigurationChangeView::position),
                    new Order.Key<>("h.ordinal", "int", ConfigurationChangeView::ordinal)));

    private final JdbcClient db;
    private final PagedQuery<ConfigurationChangeView> history;

    ConfigurationQueries(ReadSide readSide) {
        db = readSide.db();
        history = new PagedQuery<>(
                db,
                "select h.* from configuration_change h",
                Scope.of("h.charge_point_id"),
                Row.mapper(ConfigurationChangeView::read));
    }

    /** Of those charge points that anything is known of. */
    Map<String, ConfigurationView> configurations(Collection<String> chargePointIds) {
        return db
                .sql("select * from configuration where charge_point_id in (:ids)")
                .param("ids", chargePointIds)
                .query(Row.mapper(ConfigurationView::read))
                .list()
                .stream()
                .collect(Collectors.toMap(ConfigurationView::chargePointId, Function.identity()));
    }

    /** By charge point, and there by name. What had waited for a boot that has come is in force. */
    Map<String, List<ConfigurationKeyView>> keys(Collection<String> chargePointIds) {
        return db.sql("""
            select k.charge_point_id, k.key, k.readonly,
                case when k.pending_since < c.booted_at then k.pending_value else k.value end as value,
                case when k.pending_since < c.booted_at then null else k.pending_value end as pending_value,
                case when k.pending_since < c.booted_at then c.booted_at else k.changed_at end as changed_at
            from configuration_key k
            join configuration c using (charge_point_id)
            where k.charge_point_id in (:ids) and k.standing = 'KNOWN'
            order by k.charge_point_id, k.key_id
            """).param("ids", chargePointIds).query(Row.mapper(ConfigurationKeyView::read)).list().stream()
                .collect(Collectors.groupingBy(ConfigurationKeyView::chargePointId));
    }

    private record UnknownKey(String chargePointId, String key) {}

    /** By charge point, and there by name. */
    Map<String, List<String>> unknownKeys(Collection<String> chargePointIds) {
        return db
                .sql("""
                    select charge_point_id, key from configuration_key
                    where charge_point_id in (:ids) and standing = 'UNKNOWN'
                    order by charge_point_id, key_id
                    """)
                .param("ids", chargePointIds)
                .query(Row.mapper(row -> new UnknownKey(row.text("charge_point_id"), row.text("key"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        UnknownKey::chargePointId, Collectors.mapping(UnknownKey::key, Collectors.toList())));
    }

    /** @param key null for all */
    Map<String, Connection<ConfigurationChangeView>> history(
            Collection<String> chargePointIds, @Nullable String key, Page page) {
        return history.pages(
                chargePointIds,
                "h.charge_point_id",
                new Conditions().and("h.key_id = :key", "key", Keys.ofTyped(key)),
                NEWEST_FIRST,
                page);
    }
}
