package dev.csms.query.availability;

import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which connectors are to serve. */
@Component
final class AvailabilityQueries {

    private final JdbcClient db;

    AvailabilityQueries(ReadSide readSide) {
        db = readSide.db();
    }

    Map<AvailabilityState.Key, AvailabilityState> agreed(Collection<String> chargePointIds) {
        return db
                .sql("select * from availability where charge_point_id in (:ids)")
                .param("ids", chargePointIds)
                .query(Row.mapper(AvailabilityTable::read))
                .list()
                .stream()
                .collect(Collectors.toMap(AvailabilityState::key, Function.identity()));
    }

    private record Status(String chargePointId, ChargePointStatus status) {}

    /** What charge points report of themselves, on connector 0. */
    Map<String, ChargePointStatus> statuses(Collection<String> chargePointIds) {
        return db
                .sql("select charge_point_id, status from connector where charge_point_id in (:ids) and"
                        + " connector_id = 0")
                .param("ids", chargePointIds)
                .query(Row.mapper(row ->
                        new Status(row.text("charge_point_id"), row.constant("status", ChargePointStatus.class))))
                .list()
                .stream()
                .collect(Collectors.toMap(Status::chargePointId, Status::status));
    }
}
