package dev.csms.query.reservation;

import dev.csms.domain.chargepoint.ChargePointId;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads reservations. */
@Component
public final class ReservationQueries implements NodeSource {

    private static final String SELECT = """
        select r.*, coalesce(c.identity, r.charge_point_id) as charge_point_identity
        from reservation r left join charge_point c on c.charge_point_id = r.charge_point_id\
        """;

    private static final Order<ReservationView> NEWEST_FIRST = Order.descending(
            "requestedAt",
            List.of(
                    new Order.Key<>("r.requested_at", "timestamptz", ReservationView::requestedAt),
                    new Order.Key<>("r.reservation_id", "int", ReservationView::reservationId),
                    new Order.Key<>("r.charge_point_id", "text", ReservationView::chargePointId)));

    private final JdbcClient db;
    private final PagedQuery<ReservationView> reservations;

    ReservationQueries(ReadSide readSide) {
        db = readSide.db();
        reservations = new PagedQuery<>(db, SELECT, Scope.of("r.charge_point_id"), Row.mapper(ReservationView::read));
    }

    /** If two charge points were told the same number, the one that was told last. */
    public Optional<ReservationView> reservation(int reservationId) {
        return reservations
                .all(
                        new Conditions().and("r.reservation_id = :id", "id", reservationId),
                        " order by r.requested_at desc limit 1")
                .stream()
                .findFirst();
    }

    /** Charge points with reservations whose time is over and that have not been ended. */
    public List<ChargePointId> chargePointsWithExpired(Instant at) {
        return db.sql("""
            select distinct charge_point_id from reservation
            where status in ('ACCEPTED', 'UNKNOWN') and expires_at <= :at
            """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new ChargePointId(row.getString(1)))
                .list();
    }

    Connection<ReservationView> reservations(ReservationFilter filter, Page page) {
        return reservations.page(filter.conditions(), NEWEST_FIRST, page);
    }

    Map<String, Connection<ReservationView>> ofChargePoints(
            Collection<String> chargePointIds, ReservationFilter filter, Page page) {
        return reservations.pages(chargePointIds, "r.charge_point_id", filter.conditions(), NEWEST_FIRST, page);
    }

    @Override
    public String type() {
        return ReservationView.TYPE;
    }

    @Override
    public Optional<ReservationView> find(String key) {
        int end = key.indexOf('@');
        int reservationId = (int) GlobalId.number(end < 0 ? key : key.substring(0, end));
        return reservations.one(new Conditions()
                .and("r.reservation_id = :id", "id", reservationId)
                .and("r.charge_point_id = :chargePoint", "chargePoint", key.substring(end + 1)));
    }
}
