package dev.csms.query.configuration;

import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a configuration key. */
public record ConfigurationChangeView(
        long position,
        int ordinal,
        String key,
        ConfigurationChangeKind kind,
        @Nullable String value,
        @Nullable String previousValue,
        @Nullable Boolean readonly,
        @Nullable String operationId,
        Instant changedAt) {

    static ConfigurationChangeView read(Row row) throws SQLException {
        return new ConfigurationChangeView(
                row.bigint("position"),
                row.integer("ordinal"),
                row.text("key"),
                row.constant("kind", ConfigurationChangeKind.class),
                row.nullableText("value"),
                row.nullableText("previous_value"),
                row.nullableBool("readonly"),
                row.nullableText("operation_id"),
                row.instant("changed_at"));
    }
}
