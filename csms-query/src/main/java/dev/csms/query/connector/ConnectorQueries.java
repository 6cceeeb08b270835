package dev.csms.query.connector;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads connectors and their history. */
@Component
final class ConnectorQueries implements NodeSource {

    private static final Order<StatusReportView> NEWEST_FIRST =
            Order.latestFirst("s.position", StatusReportView::position);

    private final JdbcClient db;
    private final PagedQuery<StatusReportView> history;

    ConnectorQueries(ReadSide readSide) {
        db = readSide.db();
        history = new PagedQuery<>(db, "select s.* from connector_status s", Row.mapper(StatusReportView::read));
    }

    /** By charge point, and there by number. */
    Map<String, List<ConnectorView>> connectors(Collection<String> chargePointIds) {
        return db.sql("""
            select * from connector where charge_point_id in (:ids) order by charge_point_id, connector_id
            """).param("ids", chargePointIds).query(Row.mapper(ConnectorView::read)).list().stream()
                .collect(Collectors.groupingBy(ConnectorView::chargePointId));
    }

    /** @param connectorId null for all */
    Map<String, Connection<StatusReportView>> history(
            Collection<String> chargePointIds, @Nullable Integer connectorId, Page page) {
        return history.pages(
                chargePointIds,
                "s.charge_point_id",
                new Conditions().and("s.connector_id = :connector", "connector", connectorId),
                NEWEST_FIRST,
                page);
    }

    @Override
    public String type() {
        return ConnectorView.TYPE;
    }

    @Override
    public Optional<ConnectorView> find(String key) {
        int end = Math.max(0, key.indexOf('@'));
        long connectorId = GlobalId.number(key.substring(0, end));
        return db.sql("select * from connector where charge_point_id = :id and connector_id = :connector")
                .param("id", key.substring(end + 1))
                .param("connector", connectorId)
                .query(Row.mapper(ConnectorView::read))
                .optional();
    }
}
