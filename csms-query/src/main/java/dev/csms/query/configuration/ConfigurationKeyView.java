package dev.csms.query.configuration;

import dev.csms.domain.configuration.StandardKeys;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A configuration key as it is shown.
 *
 * @param value        in force
 * @param pendingValue that waits for a boot
 */
public record ConfigurationKeyView(
        String chargePointId,
        String name,
        boolean readonly,
        @Nullable String value,
        @Nullable String pendingValue,
        Instant changedAt) {

    public boolean rebootRequired() {
        return pendingValue != null;
    }

    /** Absent for a vendor's own key. */
    public @Nullable StandardKeyView standard() {
        return StandardKeys.find(name).map(StandardKeyView::of).orElse(null);
    }

    static ConfigurationKeyView read(Row row) throws SQLException {
        return new ConfigurationKeyView(
                row.text("charge_point_id"),
                row.text("key"),
                row.bool("readonly"),
                row.nullableText("value"),
                row.nullableText("pending_value"),
                row.instant("changed_at"));
    }
}
