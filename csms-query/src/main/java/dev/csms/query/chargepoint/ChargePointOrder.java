package dev.csms.query.chargepoint;

import dev.csms.query.sql.Order;
import java.util.List;

/** An order of charge points. */
enum ChargePointOrder {
    IDENTITY,
    NEWEST_FIRST,
    LATELY_SEEN_FIRST,
    LONGEST_UNSEEN_FIRST;

    private static final Order.Key<ChargePointView> KEY =
            new Order.Key<>("c.charge_point_id", "text", ChargePointView::chargePointId);

    private static final Order.Key<ChargePointView> REGISTERED =
            new Order.Key<>("c.registered_at", "timestamptz", ChargePointView::registeredAt);

    private static final Order.Key<ChargePointView> SEEN = new Order.Key<>(
            "coalesce(" + ChargePointQueries.LAST_SEEN + ", '-infinity')",
            "timestamptz",
            it -> it.lastSeen() == null ? "-infinity" : it.lastSeen());

    Order<ChargePointView> order() {
        return switch (this) {
            case IDENTITY -> Order.ascending("identity", List.of(KEY));
            case NEWEST_FIRST -> Order.descending("registration", List.of(REGISTERED, KEY));
            case LATELY_SEEN_FIRST -> Order.descending("last seen", List.of(SEEN, KEY));
            case LONGEST_UNSEEN_FIRST -> Order.ascending("last seen", List.of(SEEN, KEY));
        };
    }
}
