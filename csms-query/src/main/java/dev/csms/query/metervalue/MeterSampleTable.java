package dev.csms.query.metervalue;

import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.metervalue.MeterEntry.Connector;
import dev.csms.query.metervalue.MeterEntry.TransactionBegun;
import dev.csms.query.metervalue.MeterEntry.TransactionEnded;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.FactTable;
import dev.csms.query.sql.Row;
import dev.csms.query.transaction.RegisterEvidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tables {@code meter_series} and {@code meter_sample}. A sample that is said again, in another message or in the
 * transaction data of a StopTransaction, is there already: the first one stands. One that came before its transaction
 * belongs to none until that begins.
 */
final class MeterSampleTable implements FactTable<MeterEntry> {

    private static final BulkStatement NEW_SERIES = BulkStatement.of("""
        insert into meter_series
            (charge_point_id, connector_id, measurand, phase, location, context, unit, format)
        select * from unnest(?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        on conflict do nothing
        """);

    private static final BulkStatement SERIES_IDS = BulkStatement.of("""
        select series_id, charge_point_id, connector_id, measurand, phase, location, context, unit, format
        from unnest(?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
            as key (charge_point_id, connector_id, measurand, phase, location, context, unit, format)
        join meter_series series
            using (charge_point_id, connector_id, measurand, phase, location, context, unit, format)
        """);

    private static final BulkStatement SAMPLES = BulkStatement.of("""
        insert into meter_sample (transaction_id, series_id, sampled_at, value, text_value)
        select * from unnest(?::int[], ?::int[], ?::timestamptz[], ?::numeric[], ?::text[])
        on conflict do nothing
        """);

    /** Enough for ten thousand charge points; one that is not remembered costs a look-up. */
    private static final int REMEMBERED_SERIES = 100_000;

    private final Map<Series, Integer> known = Collections.synchronizedMap(new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Series, Integer> eldest) {
            return size() > REMEMBERED_SERIES;
        }
    });

    /** What comes out does not depend on how the log is cut into batches, so that rebuilt rows are the same. */
    @Override
    public void insert(JdbcOperations db, List<MeterEntry> entries) {
        Set<Integer> unknown = new LinkedHashSet<>();
        for (MeterEntry entry : entries) {
            if (entry instanceof TransactionBegun begun) {
                unknown.add(begun.transactionId());
            }
        }
        List<MeterSample> samples = new ArrayList<>(entries.size());
        Map<Connector, TransactionBegun> begun = new LinkedHashMap<>();
        Set<TransactionId> ended = new LinkedHashSet<>();
        for (MeterEntry entry : entries) {
            boolean mustWait = switch (entry) {
                case MeterSample sample -> sample.transactionId() == 0 && begun.containsKey(sample.connector());
                case TransactionBegun next -> begun.containsKey(next.connector());
                case TransactionEnded _ -> false;
            };
            if (mustWait) {
                write(db, samples, begun, unknown);
            }
            switch (entry) {
                case MeterSample sample -> samples.add(sample);
                case TransactionBegun next -> begun.put(next.connector(), next);
                case TransactionEnded end -> ended.add(new TransactionId(end.transactionId()));
            }
        }
        write(db, samples, begun, unknown);
        RegisterEvidence.settle(db, ended, ids -> RegisterReadings.of(db, ids));
    }

    private void write(
            JdbcOperations db,
            List<MeterSample> samples,
            Map<Connector, TransactionBegun> begun,
            Set<Integer> unknown) {
        store(db, samples);
        EarlySamples.adopt(db, begun.values(), unknown);
        begun.values().forEach(each -> unknown.remove(each.transactionId()));
        samples.clear();
        begun.clear();
    }

    private void store(JdbcOperations db, List<MeterSample> samples) {
        if (samples.isEmpty()) {
            return;
        }
        Map<Series, Integer> ids = idsOf(samples, db);
        List<@Nullable Object[]> rows = new ArrayList<>(samples.size());
        for (MeterSample sample : samples) {
            rows.add(new @Nullable Object[] {
                sample.transactionId(), ids.get(sample.series()), sample.sampledAt(), sample.value(), sample.text()
            });
        }
        SAMPLES.execute(db, rows);
    }

    private Map<Series, Integer> idsOf(List<MeterSample> samples, JdbcOperations db) {
        Map<Series, Integer> ids = new HashMap<>();
        Set<Series> unknown = new LinkedHashSet<>();
        for (MeterSample sample : samples) {
            Integer id = known.get(sample.series());
            if (id == null) {
                unknown.add(sample.series());
            } else {
                ids.put(sample.series(), id);
            }
        }
        if (!unknown.isEmpty()) {
            Map<Series, Integer> found = lookUp(unknown, db);
            ids.putAll(found);
            rememberOnceCommitted(found);
        }
        return ids;
    }

    private static Map<Series, Integer> lookUp(Set<Series> unknown, JdbcOperations db) {
        // what is remembered of them must not be lost in a crash, as commits of projections may be
        db.execute("set local synchronous_commit to default");
        List<@Nullable Object[]> keys = new ArrayList<>(unknown.size());
        for (Series series : unknown) {
            keys.add(new @Nullable Object[] {
                series.chargePointId(),
                series.connectorId(),
                series.measurand(),
                series.phase(),
                series.location(),
                series.context(),
                series.unit(),
                series.format()
            });
        }
        NEW_SERIES.execute(db, keys);
        Map<Series, Integer> ids = new HashMap<>();
        SERIES_IDS.query(
                db,
                keys,
                Row.mapper(row -> ids.put(
                        new Series(
                                row.text("charge_point_id"),
                                row.integer("connector_id"),
                                row.text("measurand"),
                                row.text("phase"),
                                row.text("location"),
                                row.text("context"),
                                row.text("unit"),
                                row.text("format")),
                        row.integer("series_id"))));
        return ids;
    }

    /** A series of a transaction that is rolled back is gone again. */
    private void rememberOnceCommitted(Map<Series, Integer> ids) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                known.putAll(ids);
            }
        });
    }
}
