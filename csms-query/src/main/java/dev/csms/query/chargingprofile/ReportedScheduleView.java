package dev.csms.query.chargingprofile;

import dev.csms.domain.chargingprofile.CompositeSchedule;
import dev.csms.domain.chargingprofile.ScheduleDifference;
import dev.csms.query.sql.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * What a charge point has said that it will do, beside what was expected of it at that time.
 *
 * @param chargePointId key of the charge point
 * @param uncertain     whether profiles that the expectation rests on may not have been there
 */
public record ReportedScheduleView(
        String chargePointId,
        String operationId,
        Instant reportedAt,
        CompositeSchedule theirs,
        CompositeSchedule ours,
        boolean uncertain) {

    static ReportedScheduleView read(Row row) throws SQLException {
        return new ReportedScheduleView(
                row.text("charge_point_id"),
                row.text("operation_id"),
                row.instant("reported_at"),
                ProfileJson.schedule(row.text("reported")),
                ProfileJson.schedule(row.text("expected")),
                row.bool("uncertain"));
    }

    public int connectorId() {
        return theirs.connectorId();
    }

    public CompositeScheduleView reported() {
        return new CompositeScheduleView(theirs, false);
    }

    public CompositeScheduleView expected() {
        return new CompositeScheduleView(ours, uncertain);
    }

    public BigDecimal tolerance() {
        return ScheduleDifference.tolerance(theirs.chargingRateUnit());
    }

    public List<ScheduleDifference> differences() {
        return ScheduleDifference.between(ours, theirs);
    }

    public boolean agrees() {
        return differences().isEmpty();
    }
}
