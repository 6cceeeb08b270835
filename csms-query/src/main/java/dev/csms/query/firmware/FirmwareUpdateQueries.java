package dev.csms.query.firmware;

import dev.csms.query.graphql.Connection;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads firmware updates. */
@Component
public final class FirmwareUpdateQueries implements NodeSource {

    private static final String SELECT = "select u.* from firmware_update u";

    private static final Order<FirmwareUpdateView> NEWEST_FIRST = Order.descending(
            "position", List.of(new Order.Key<>("u.position", "bigint", FirmwareUpdateView::position)));

    private final JdbcClient db;
    private final PagedQuery<FirmwareUpdateView> updates;

    FirmwareUpdateQueries(ReadSide readSide) {
        db = readSide.db();
        updates = new PagedQuery<>(db, SELECT, Row.mapper(FirmwareUpdateView::read));
    }

    public Optional<FirmwareUpdateView> update(String operationId) {
        return db.sql(SELECT + " where u.firmware_update_id = :id")
                .param("id", operationId)
                .query(updates.mapper())
                .optional();
    }

    Map<String, Connection<FirmwareUpdateView>> ofChargePoints(Collection<String> chargePointIds, Page page) {
        return updates.pages(
                chargePointIds, "text", "u.charge_point_id = owner.id", new Conditions(), NEWEST_FIRST, page);
    }

    @Override
    public String type() {
        return FirmwareUpdateView.TYPE;
    }

    @Override
    public Optional<FirmwareUpdateView> find(String key) {
        return update(key);
    }
}
