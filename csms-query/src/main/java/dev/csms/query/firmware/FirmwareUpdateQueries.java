package dev.csms.query.firmware;

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
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads firmware updates. */
@Component
public final class FirmwareUpdateQueries implements NodeSource {

    private static final String SELECT = "select u.* from firmware_update u";

    private static final Order<FirmwareUpdateView> NEWEST_FIRST =
            Order.latestFirst("u.position", FirmwareUpdateView::position);

    private final PagedQuery<FirmwareUpdateView> updates;

    FirmwareUpdateQueries(ReadSide readSide) {
        updates = new PagedQuery<>(
                readSide.db(), SELECT, Scope.of("u.charge_point_id"), Row.mapper(FirmwareUpdateView::read));
    }

    public Optional<FirmwareUpdateView> update(String operationId) {
        return updates.one(new Conditions().and("u.firmware_update_id = :id", "id", operationId));
    }

    Map<String, Connection<FirmwareUpdateView>> ofChargePoints(Collection<String> chargePointIds, Page page) {
        return updates.pages(chargePointIds, "u.charge_point_id", new Conditions(), NEWEST_FIRST, page);
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
