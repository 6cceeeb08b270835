package dev.csms.query.metervalue;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.SampledValue;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.sql.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Samples as they were stored, put together again: those of one instant are one meter value. */
final class RegisterReadings {

    private static final BulkStatement OF_TRANSACTIONS = BulkStatement.of("""
        select m.transaction_id, m.sampled_at, m.value, m.text_value, series.measurand, series.phase, series.location, series.context, series.unit
        from meter_sample m join meter_series series using (series_id)
        where m.transaction_id = any(?::int[]) and series.measurand = 'Energy.Active.Import.Register'
        order by m.transaction_id, m.sampled_at, m.series_id
        """);

    private final Map<TransactionId, Map<Instant, List<SampledValue>>> samples = new HashMap<>();

    private RegisterReadings() {}

    /** All that is stored of the energy register. */
    static Map<TransactionId, List<MeterValue>> of(JdbcOperations db, Collection<TransactionId> transactions) {
        return collect(OF_TRANSACTIONS.query(
                db,
                transactions.stream()
                        .map(id -> new @Nullable Object[] {id.value()})
                        .toList(),
                Row.mapper(RegisterReadings::read)));
    }

    record Stored(TransactionId transactionId, Instant sampledAt, SampledValue sample) {}

    /** @return of each transaction, by time */
    static Map<TransactionId, List<MeterValue>> collect(List<Stored> rows) {
        RegisterReadings readings = new RegisterReadings();
        rows.forEach(readings::add);
        Map<TransactionId, List<MeterValue>> values = new HashMap<>();
        readings.samples.forEach((id, byTime) -> values.put(
                id,
                byTime.entrySet().stream()
                        .map(at -> new MeterValue(at.getKey(), at.getValue()))
                        .toList()));
        return values;
    }

    private void add(Stored row) {
        samples.computeIfAbsent(row.transactionId(), _ -> new TreeMap<>())
                .computeIfAbsent(row.sampledAt(), _ -> new ArrayList<>())
                .add(row.sample());
    }

    static Stored read(Row row) throws SQLException {
        BigDecimal number = row.nullableDecimal("value");
        String text = row.nullableText("text_value");
        return new Stored(
                new TransactionId(row.integer("transaction_id")),
                row.instant("sampled_at"),
                new SampledValue(
                        number == null ? text == null ? "" : text : number.toPlainString(),
                        row.text("context"),
                        null,
                        row.text("measurand"),
                        orNull(row.text("phase")),
                        row.text("location"),
                        orNull(row.text("unit"))));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
