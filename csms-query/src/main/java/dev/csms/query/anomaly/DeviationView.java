package dev.csms.query.anomaly;

import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;

/** One way in which a charge point's messages deviate from the specification. */
public record DeviationView(
        String chargePointId,
        String kind,
        String member,
        long count,
        Instant firstSeenAt,
        Instant lastSeenAt,
        String lastExample) {

    static DeviationView read(Row row) throws SQLException {
        return new DeviationView(
                row.text("charge_point_id"),
                row.text("kind"),
                row.text("member"),
                row.bigint("count"),
                row.instant("first_seen_at"),
                row.instant("last_seen_at"),
                row.text("last_example"));
    }
}
