package dev.csms.query.transaction;

import dev.csms.query.sql.Row;
import java.math.BigDecimal;
import java.sql.SQLException;

/**
 * One group of transactions, summed up.
 *
 * @param energyWh        of those that are not implausible
 * @param durationSeconds of those that have ended
 */
public record TransactionStatistics(
        String key, long count, long openCount, long implausibleCount, BigDecimal energyWh, long durationSeconds) {

    private static final String IN_ISO = """
        , t.started_at at time zone 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')\
        """;

    /** What makes a group. */
    enum Grouping {
        NONE("''"),
        HOUR("to_char(date_trunc('hour'" + IN_ISO),
        DAY("to_char(date_trunc('day'" + IN_ISO),
        MONTH("to_char(date_trunc('month'" + IN_ISO),
        CHARGE_POINT("coalesce(c.identity, t.charge_point_id)"),
        CONNECTOR("coalesce(c.identity, t.charge_point_id) || '/' || t.connector_id"),
        ID_TAG("t.id_tag_key"),
        STOP_REASON("coalesce(t.stop_reason, '')"),
        VERDICT("t.energy_verdict");

        private final String sql;

        Grouping(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    static TransactionStatistics read(Row row) throws SQLException {
        BigDecimal energy = row.nullableDecimal("energy_wh");
        return new TransactionStatistics(
                row.text("key"),
                row.bigint("count"),
                row.bigint("open_count"),
                row.bigint("implausible_count"),
                energy == null ? BigDecimal.ZERO : energy,
                row.bigint("duration_seconds"));
    }
}
