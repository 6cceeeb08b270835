package dev.csms.query.securityevent;

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
import org.springframework.stereotype.Component;

/** Reads security events. */
@Component
public final class SecurityEventQueries implements NodeSource {

    private static final String SELECT = "select s.* from security_event s";

    private static final Order<SecurityEventView> NEWEST_FIRST =
            Order.latestFirst("s.position", SecurityEventView::position);

    private final PagedQuery<SecurityEventView> events;

    SecurityEventQueries(ReadSide readSide) {
        events = new PagedQuery<>(
                readSide.db(), SELECT, Scope.of("s.charge_point_id"), Row.mapper(SecurityEventView::read));
    }

    Connection<SecurityEventView> events(SecurityEventFilter filter, Page page) {
        return events.page(filter.conditions(), NEWEST_FIRST, page);
    }

    Map<String, Connection<SecurityEventView>> ofChargePoints(
            Collection<String> chargePointIds, SecurityEventFilter filter, Page page) {
        return events.pages(chargePointIds, "s.charge_point_id", filter.conditions(), NEWEST_FIRST, page);
    }

    /** In their order. */
    public List<SecurityEventView> byPositions(Collection<Long> positions) {
        if (positions.isEmpty()) {
            return List.of();
        }
        return events.all(
                new Conditions().and("s.position in (:positions)", "positions", positions), " order by s.position");
    }

    @Override
    public String type() {
        return SecurityEventView.TYPE;
    }

    @Override
    public Optional<SecurityEventView> find(String key) {
        return events.one(new Conditions().and("s.position = :position", "position", GlobalId.number(key)));
    }
}
