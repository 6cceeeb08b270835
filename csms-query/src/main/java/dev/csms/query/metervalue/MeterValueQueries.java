package dev.csms.query.metervalue;

import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads time series. */
@Component
final class MeterValueQueries {

    private final JdbcClient db;

    MeterValueQueries(ReadSide readSide) {
        db = readSide.db();
    }

    /**
     * Which samples.
     *
     * @param phase empty for totals
     * @param first of each series, at most
     */
    record Selection(
            @Nullable String measurand,
            @Nullable String phase,
            @Nullable String context,
            @Nullable Instant from,
            @Nullable Instant to,
            int first) {}

    /** The series of transactions, each sorted by time. */
    Map<Integer, List<MeterSeriesView>> ofTransactions(Collection<Integer> transactionIds, Selection selection) {
        Conditions series = new Conditions()
                .and("series.measurand = :measurand", "measurand", selection.measurand())
                .and("series.phase = :phase", "phase", selection.phase())
                .and("series.context = :context", "context", selection.context());
        Conditions samples = new Conditions()
                .and("m.sampled_at >= :from", "from", selection.from())
                .and("m.sampled_at < :to", "to", selection.to());
        String sql = """
            select owner.id as transaction_id, series.*, sample.*
            from unnest(cast(:transactions as int[])) as owner (id)
            cross join lateral (
                select distinct m.series_id from meter_sample m where m.transaction_id = owner.id
            ) as used
            join meter_series series on series.series_id = used.series_id and %s
            cross join lateral (
                select m.sampled_at, m.value, m.text_value from meter_sample m
                where m.transaction_id = owner.id and m.series_id = used.series_id and %s
                order by m.sampled_at limit %d
            ) as sample
            order by owner.id, series.measurand, series.phase, series.context, series.series_id, sample.sampled_at
            """.formatted(series.sql(), samples.sql(), selection.first());
        Map<Integer, Map<Integer, MeterSeriesView>> found = new HashMap<>();
        Map<Integer, List<MeterSeriesView>> ordered = new HashMap<>();
        db.sql(sql)
                .param("transactions", transactionIds.toArray(Integer[]::new))
                .params(series.parameters())
                .params(samples.parameters())
                .query(Row.mapper(row -> {
                    int transactionId = row.integer("transaction_id");
                    int seriesId = row.integer("series_id");
                    Map<Integer, MeterSeriesView> own = found.computeIfAbsent(transactionId, _ -> new HashMap<>());
                    MeterSeriesView view = own.get(seriesId);
                    if (view == null) {
                        view = series(row);
                        own.put(seriesId, view);
                        ordered.computeIfAbsent(transactionId, _ -> new ArrayList<>())
                                .add(view);
                    }
                    return view.samples()
                            .add(new MeterSeriesView.Sample(
                                    row.instant("sampled_at"),
                                    row.nullableDecimal("value"),
                                    row.nullableText("text_value")));
                }))
                .list();
        return ordered;
    }

    private static MeterSeriesView series(Row row) throws SQLException {
        return new MeterSeriesView(
                row.text("measurand"),
                orNull(row.text("phase")),
                row.text("location"),
                row.text("context"),
                orNull(row.text("unit")),
                row.text("format"),
                new ArrayList<>());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
