package dev.csms.query.chargingprofile;

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
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads profiles, and the schedules that charge points report. */
@Component
final class ChargingProfileQueries {

    private static final Order<ChargingProfileView> NEWEST_FIRST =
            Order.latestFirst("p.position", ChargingProfileView::position);

    private final JdbcClient db;
    private final PagedQuery<ChargingProfileView> profiles;

    ChargingProfileQueries(ReadSide readSide) {
        db = readSide.db();
        profiles = new PagedQuery<>(
                db,
                "select p.* from charging_profile p",
                Scope.of("p.charge_point_id"),
                Row.mapper(ChargingProfileView::read));
    }

    /** Those that are there, or may be, in the order in which they came. */
    Map<String, List<ChargingProfileView>> installed(Collection<String> chargePointIds) {
        return db.sql("""
            select * from charging_profile
            where charge_point_id in (:ids) and ended_at is null order by position
            """).param("ids", chargePointIds).query(Row.mapper(ChargingProfileView::read)).list().stream()
                .collect(Collectors.groupingBy(ChargingProfileView::chargePointId));
    }

    Map<String, Connection<ChargingProfileView>> history(Collection<String> chargePointIds, Page page) {
        return profiles.pages(chargePointIds, "p.charge_point_id", new Conditions(), NEWEST_FIRST, page);
    }

    /** The last one of each connector. */
    Map<String, List<ReportedScheduleView>> reported(Collection<String> chargePointIds) {
        return db.sql("""
            select distinct on (charge_point_id, connector_id) * from reported_schedule
            where charge_point_id in (:ids) order by charge_point_id, connector_id, position desc
            """).param("ids", chargePointIds).query(Row.mapper(ReportedScheduleView::read)).list().stream()
                .collect(Collectors.groupingBy(ReportedScheduleView::chargePointId));
    }
}
