package dev.csms.query.anomaly;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.GlobalId;
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
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads anomalies and deviations. */
@Component
final class AnomalyQueries implements NodeSource {

    private static final String SELECT = """
        select a.*, coalesce(c.identity, a.charge_point_id) as charge_point_identity
        from anomaly a left join charge_point c on c.charge_point_id = a.charge_point_id\
        """;

    private static final Order<AnomalyView> NEWEST_FIRST = Order.latestFirst("a.position", AnomalyView::position);

    private final JdbcClient db;
    private final PagedQuery<AnomalyView> anomalies;

    AnomalyQueries(ReadSide readSide) {
        db = readSide.db();
        anomalies = new PagedQuery<>(db, SELECT, Scope.of("a.charge_point_id"), Row.mapper(AnomalyView::read));
    }

    Connection<AnomalyView> anomalies(AnomalyFilter filter, Page page) {
        return anomalies.page(filter.conditions(), NEWEST_FIRST, page);
    }

    Map<String, Connection<AnomalyView>> ofChargePoints(
            Collection<String> chargePointIds, AnomalyFilter filter, Page page) {
        return anomalies.pages(chargePointIds, "a.charge_point_id", filter.conditions(), NEWEST_FIRST, page);
    }

    Map<Integer, Connection<AnomalyView>> ofTransactions(Collection<Integer> transactionIds, Page page) {
        return anomalies.pages(transactionIds, "bigint", "a.transaction_id", new Conditions(), NEWEST_FIRST, page);
    }

    /** By charge point, the most frequent first. */
    Map<String, List<DeviationView>> deviations(Collection<String> chargePointIds) {
        return db.sql("""
            select * from deviation where charge_point_id in (:ids)
            order by charge_point_id, count desc, kind, member
            """).param("ids", chargePointIds).query(Row.mapper(DeviationView::read)).list().stream()
                .collect(Collectors.groupingBy(DeviationView::chargePointId));
    }

    @Override
    public String type() {
        return AnomalyView.TYPE;
    }

    @Override
    public Optional<AnomalyView> find(String key) {
        return anomalies.one(new Conditions().and("a.position = :position", "position", GlobalId.number(key)));
    }
}
