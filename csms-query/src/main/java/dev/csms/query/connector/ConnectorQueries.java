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
import dev.csms.query.sql.Scope;
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

    private final PagedQuery<ConnectorView> connectors;
    private final PagedQuery<StatusReportView> history;

    ConnectorQueries(ReadSide readSide) {
        JdbcClient db = readSide.db();
        connectors = new PagedQuery<>(
                db, "select c.* from connector c", Scope.of("c.charge_point_id"), Row.mapper(ConnectorView::read));
        history = new PagedQuery<>(
                db,
                "select s.* from connector_status s",
                Scope.of("s.charge_point_id"),
                Row.mapper(StatusReportView::read));
    }

    /** By charge point, and there by number. */
    Map<String, List<ConnectorView>> connectors(Collection<String> chargePointIds) {
        return connectors
                .all(
                        new Conditions().and("c.charge_point_id in (:ids)", "ids", chargePointIds),
                        " order by c.charge_point_id, c.connector_id")
                .stream()
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
        return connectors.one(new Conditions()
                .and("c.charge_point_id = :id", "id", key.substring(end + 1))
                .and("c.connector_id = :connector", "connector", connectorId));
    }
}
