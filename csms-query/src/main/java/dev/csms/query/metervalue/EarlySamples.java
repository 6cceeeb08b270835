package dev.csms.query.metervalue;

import dev.csms.query.metervalue.MeterEntry.TransactionBegun;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.sql.Row;
import dev.csms.query.transaction.RegisterEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Samples that came before the StartTransaction of their transaction, which charge points that do not keep the order of
 * their queue send: they belong to none until it comes.
 *
 * <p>They are those of its connector, from its start on and before the next transaction that is known by then. A clock
 * that runs more than a day ahead proves nothing.
 */
final class EarlySamples {

    private static final BulkStatement ADOPT = BulkStatement.of("""
        with begun as (
            select * from unnest(?::int[], ?::text[], ?::int[], ?::timestamptz[], ?::timestamptz[], ?::text[])
                as begun (transaction_id, charge_point_id, connector_id, started_at, received_at, unknown)
        ),
        early as (
            delete from meter_sample m using begun, meter_series series
            where series.charge_point_id = begun.charge_point_id and series.connector_id = begun.connector_id
                and m.transaction_id = 0 and m.series_id = series.series_id
                and m.sampled_at >= begun.started_at and m.sampled_at < begun.received_at + interval '1 day'
                and not exists (
                    select from transaction later
                    where later.charge_point_id = begun.charge_point_id and later.connector_id = begun.connector_id
                        and later.started_at > begun.started_at and later.started_at <= m.sampled_at
                        and later.transaction_id <> all (cast(begun.unknown as int[])))
            returning begun.transaction_id, m.series_id, m.sampled_at, m.value, m.text_value
        ),
        adopted as (
            insert into meter_sample (transaction_id, series_id, sampled_at, value, text_value)
            select * from early
            on conflict do nothing
            returning transaction_id, series_id, sampled_at, value, text_value
        )
        select adopted.transaction_id, adopted.series_id, adopted.sampled_at, adopted.value, adopted.text_value,
            series.measurand, series.phase, series.location, series.context, series.unit
        from adopted join meter_series series using (series_id)
        order by adopted.transaction_id, adopted.sampled_at, adopted.series_id
        """);

    private EarlySamples() {}

    /**
     * Gives transactions what came before them, at most one of each connector.
     *
     * @param unknown transactions that are in the table already and whose starts come later in the log
     */
    static void adopt(JdbcOperations db, Collection<TransactionBegun> begun, Collection<Integer> unknown) {
        if (begun.isEmpty()) {
            return;
        }
        String unknownIds = unknown.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        List<@Nullable Object[]> rows = new ArrayList<>(begun.size());
        for (TransactionBegun each : begun) {
            rows.add(new @Nullable Object[] {
                each.transactionId(),
                each.connector().chargePointId(),
                each.connector().connectorId(),
                each.startedAt(),
                each.receivedAt(),
                unknownIds
            });
        }
        RegisterEvidence.add(db, RegisterReadings.collect(ADOPT.query(db, rows, Row.mapper(RegisterReadings::read))));
    }
}
