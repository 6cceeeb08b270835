package dev.csms.query.configuration;

import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The configuration of a charge point as it is shown. */
public record ConfigurationView(
        String chargePointId,
        @Nullable Instant lastReadAt,
        @Nullable Instant completeAt) {

    static final String TYPE = "Configuration";

    public boolean complete() {
        return completeAt != null;
    }

    static ConfigurationView read(Row row) throws SQLException {
        return new ConfigurationView(
                row.text("charge_point_id"), row.nullableInstant("last_read_at"), row.nullableInstant("complete_at"));
    }
}
