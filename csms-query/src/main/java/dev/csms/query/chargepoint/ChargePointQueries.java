package dev.csms.query.chargepoint;

import dev.csms.query.Keys;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.ChargePointGroups;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads charge points, their boots and their vendors' messages. */
@Component
public final class ChargePointQueries implements NodeSource, ChargePointGroups {

    /** A boot or a new connection is news as good as a message. */
    static final String LAST_SEEN = "greatest(seen.seen_at, c.connection_changed_at, c.booted_at)";

    private static final String SELECT = "select c.*, " + LAST_SEEN + " as last_seen"
            + " from charge_point c left join last_seen seen on seen.charge_point_id = c.charge_point_id";

    private final JdbcClient db;
    private final PagedQuery<ChargePointView> chargePoints;
    private final PagedQuery<BootView> boots;
    private final PagedQuery<DataTransferView> dataTransfers;

    ChargePointQueries(ReadSide readSide) {
        db = readSide.db();
        chargePoints = new PagedQuery<>(db, SELECT, Scope.of("c.charge_point_id"), Row.mapper(ChargePointView::read));
        boots = new PagedQuery<>(
                db, "select b.* from boot b", Scope.of("b.charge_point_id"), Row.mapper(BootView::read));
        dataTransfers = new PagedQuery<>(
                db,
                "select d.* from data_transfer d",
                Scope.of("d.charge_point_id"),
                Row.mapper(DataTransferView::read));
    }

    /** @param identity in any case */
    public Optional<ChargePointView> chargePoint(String identity) {
        String key = Keys.ofTyped(identity);
        return key == null
                ? Optional.empty()
                : Optional.ofNullable(byKey(List.of(key)).get(key));
    }

    /** Those of them that there are. */
    public Map<String, ChargePointView> byKey(Collection<String> chargePointIds) {
        return chargePoints.byKey("c.charge_point_id", chargePointIds, ChargePointView::chargePointId);
    }

    /** Those of them that there are. */
    public List<ChargePointView> byKeys(Collection<String> chargePointIds) {
        return chargePoints.having("c.charge_point_id", chargePointIds);
    }

    /** By what has to do with a charge point, that charge point, if there is one. */
    public <T> Map<T, ChargePointView> of(Collection<T> all, Function<T, @Nullable String> chargePointId) {
        return Batches.one(all, chargePointId, this::byKey);
    }

    /** Identities in their order, at most so many. */
    public List<String> identities(ChargePointFilter filter, int limit) {
        return chargePoints.all(filter.conditions(), " order by c.charge_point_id limit %d".formatted(limit)).stream()
                .map(ChargePointView::identity)
                .toList();
    }

    Connection<ChargePointView> chargePoints(ChargePointFilter filter, ChargePointOrder order, Page page) {
        return chargePoints.page(filter.conditions(), order.order(), page);
    }

    /** By key; those that are in a group. */
    Map<String, String> groups(Collection<String> chargePointIds) {
        return db
                .sql("select charge_point_id, group_name from charge_point_group"
                        + " where charge_point_id in (:ids) and group_name is not null")
                .param("ids", chargePointIds)
                .query(Row.mapper(row -> Map.entry(row.text("charge_point_id"), row.text("group_name"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public boolean isInOneOf(String identity, Collection<String> groups) {
        String key = Keys.ofTyped(identity);
        String group = key == null ? null : groups(List.of(key)).get(key);
        return group != null && groups.contains(group);
    }

    Map<String, Connection<BootView>> boots(Collection<String> chargePointIds, Page page) {
        Order<BootView> newestFirst = Order.latestFirst("b.position", BootView::position);
        return boots.pages(chargePointIds, "b.charge_point_id", new Conditions(), newestFirst, page);
    }

    Map<String, Connection<DataTransferView>> dataTransfers(Collection<String> chargePointIds, Page page) {
        Order<DataTransferView> newestFirst = Order.latestFirst("d.position", DataTransferView::position);
        return dataTransfers.pages(chargePointIds, "d.charge_point_id", new Conditions(), newestFirst, page);
    }

    @Override
    public String type() {
        return ChargePointView.TYPE;
    }

    @Override
    public Optional<ChargePointView> find(String key) {
        return chargePoint(key);
    }
}
