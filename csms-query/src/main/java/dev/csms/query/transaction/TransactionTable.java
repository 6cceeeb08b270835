package dev.csms.query.transaction;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.transaction.ClosingRule;
import dev.csms.domain.transaction.SessionEnergy;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionEvent.TransactionClosedAdministratively;
import dev.csms.domain.transaction.TransactionEvent.TransactionReopened;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import dev.csms.query.transaction.RegisterSamples.Reading;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Table {@code transaction}. */
final class TransactionTable extends StateTable<TransactionId, TransactionState> {

    private static final String COLUMNS = """
            transaction_id, charge_point_id, connector_id, state, id_tag, id_tag_key,
            authorization_status, parent_id_tag, meter_start_wh, started_at, start_claimed_at,
            start_received_at, reservation_id, meter_stop_wh, stopped_at, stop_claimed_at,
            stop_received_at, stop_reason, stop_id_tag, stop_authorization_status,
            claimed_transaction_id, closing_rule, closing_evidence, closing_ended_by, closed_at,
            reopening_evidence, reopened_at, ended_at, begin_sample_wh, begin_sample_at,
            end_sample_wh, end_sample_at, first_periodic_wh, first_periodic_at,
            last_periodic_wh, last_periodic_at, energy_wh, energy_verdict, energy_source
        """;

    private static final BulkStatement LOAD = BulkStatement.of("""
        select %s from transaction where transaction_id = any(?::int[])
        """.formatted(COLUMNS));

    /** Of which samples may count from when the end was not known, or none that do now. */
    private static final BulkStatement UNSETTLED = BulkStatement.of("""
        select %s from transaction where transaction_id = any(?::int[])
            and (last_periodic_at > ended_at or end_sample_at > ended_at or closing_rule is not null)
        """.formatted(COLUMNS));

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into transaction (transaction_id, charge_point_id, connector_id, state,
            id_tag, id_tag_key, authorization_status, parent_id_tag, meter_start_wh, started_at,
            start_claimed_at, start_received_at, reservation_id,
            meter_stop_wh, stopped_at, stop_claimed_at, stop_received_at, stop_reason, stop_id_tag,
            stop_authorization_status, claimed_transaction_id,
            closing_rule, closing_evidence, closing_ended_by, closed_at, reopening_evidence, reopened_at, ended_at,
            begin_sample_wh, begin_sample_at, end_sample_wh, end_sample_at,
            first_periodic_wh, first_periodic_at, last_periodic_wh, last_periodic_at,
            energy_wh, energy_verdict, energy_source)
        select * from unnest(?::int[], ?::text[], ?::int[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[],
            ?::timestamptz[], ?::timestamptz[], ?::int[],
            ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[],
            ?::text[], ?::bigint[],
            ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::timestamptz[],
            ?::numeric[], ?::timestamptz[], ?::numeric[], ?::timestamptz[],
            ?::numeric[], ?::timestamptz[], ?::numeric[], ?::timestamptz[],
            ?::numeric[], ?::text[], ?::text[])
        on conflict (transaction_id) do update set
            state = excluded.state,
            meter_stop_wh = excluded.meter_stop_wh,
            stopped_at = excluded.stopped_at,
            stop_claimed_at = excluded.stop_claimed_at,
            stop_received_at = excluded.stop_received_at,
            stop_reason = excluded.stop_reason,
            stop_id_tag = excluded.stop_id_tag,
            stop_authorization_status = excluded.stop_authorization_status,
            claimed_transaction_id = excluded.claimed_transaction_id,
            closing_rule = excluded.closing_rule,
            closing_evidence = excluded.closing_evidence,
            closing_ended_by = excluded.closing_ended_by,
            closed_at = excluded.closed_at,
            reopening_evidence = excluded.reopening_evidence,
            reopened_at = excluded.reopened_at,
            ended_at = excluded.ended_at,
            begin_sample_wh = excluded.begin_sample_wh,
            begin_sample_at = excluded.begin_sample_at,
            end_sample_wh = excluded.end_sample_wh,
            end_sample_at = excluded.end_sample_at,
            first_periodic_wh = excluded.first_periodic_wh,
            first_periodic_at = excluded.first_periodic_at,
            last_periodic_wh = excluded.last_periodic_wh,
            last_periodic_at = excluded.last_periodic_at,
            energy_wh = excluded.energy_wh,
            energy_verdict = excluded.energy_verdict,
            energy_source = excluded.energy_source
        """);

    TransactionTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id.value()},
                TransactionTable::read,
                state -> state.started().transactionId(),
                TransactionTable::values);
    }

    /** Those of them, which have ended, whose samples have to be looked at again. */
    static List<TransactionState> unsettled(JdbcOperations db, Collection<TransactionId> ended) {
        return UNSETTLED.query(
                db,
                ended.stream().map(id -> new @Nullable Object[] {id.value()}).toList(),
                Row.mapper(TransactionTable::read));
    }

    private static @Nullable Object[] values(TransactionState state) {
        TransactionStarted started = state.started();
        TransactionStopped stopped = state.stopped();
        TransactionClosedAdministratively closed = state.closed();
        TransactionReopened reopened = state.reopened();
        RegisterSamples samples = state.samples();
        SessionEnergy energy = state.energy();
        return new @Nullable Object[] {
            started.transactionId().value(),
            Keys.of(started.chargePointId()),
            started.connectorId(),
            state.status(),
            started.idTag().value(),
            Keys.of(started.idTag()),
            started.authorization().status(),
            text(started.authorization().parentIdTag()),
            started.meterStartWh(),
            started.startedAt(),
            started.claimedAt(),
            started.receivedAt(),
            started.reservationId(),
            stopped == null ? null : stopped.meterStopWh(),
            stopped == null ? null : stopped.stoppedAt(),
            stopped == null ? null : stopped.claimedAt(),
            stopped == null ? null : stopped.receivedAt(),
            stopped == null ? null : stopped.reason(),
            stopped == null ? null : text(stopped.idTag()),
            stopped == null || stopped.answer() == null
                    ? null
                    : stopped.answer().status(),
            stopped == null ? null : stopped.claimedTransactionId(),
            closed == null ? null : closed.rule(),
            closed == null ? null : closed.evidence(),
            closed == null ? null : closed.endedBy(),
            closed == null ? null : closed.closedAt(),
            reopened == null ? null : reopened.evidence(),
            reopened == null ? null : reopened.reopenedAt(),
            state.endedAt(),
            wh(samples.begin()),
            at(samples.begin()),
            wh(samples.end()),
            at(samples.end()),
            wh(samples.first()),
            at(samples.first()),
            wh(samples.last()),
            at(samples.last()),
            energy.energyWh(),
            energy.verdict(),
            energy.source()
        };
    }

    private static @Nullable BigDecimal wh(@Nullable Reading reading) {
        return reading == null ? null : reading.wh();
    }

    private static @Nullable Instant at(@Nullable Reading reading) {
        return reading == null ? null : reading.at();
    }

    private static @Nullable String text(@Nullable IdTagId idTag) {
        return idTag == null ? null : idTag.value();
    }

    private static @Nullable IdTagId idTag(@Nullable String text) {
        return text == null ? null : new IdTagId(text);
    }

    private static TransactionState read(Row row) throws SQLException {
        TransactionStarted started = new TransactionStarted(
                new TransactionId(row.integer("transaction_id")),
                new ChargePointId(row.text("charge_point_id")),
                row.integer("connector_id"),
                new IdTagId(row.text("id_tag")),
                new IdTagInfo(
                        row.constant("authorization_status", AuthorizationStatus.class),
                        null,
                        idTag(row.nullableText("parent_id_tag"))),
                row.nullableBigint("meter_start_wh"),
                row.instant("started_at"),
                row.nullableInstant("start_claimed_at"),
                row.nullableInteger("reservation_id"),
                row.instant("start_received_at"),
                null);
        return new TransactionState(
                started, stopped(started, row), closed(started, row), reopened(started, row), samples(row));
    }

    private static @Nullable TransactionStopped stopped(TransactionStarted started, Row row) throws SQLException {
        Instant stoppedAt = row.nullableInstant("stopped_at");
        if (stoppedAt == null) {
            return null;
        }
        AuthorizationStatus answer = row.nullableConstant("stop_authorization_status", AuthorizationStatus.class);
        return new TransactionStopped(
                started.transactionId(),
                started.chargePointId(),
                started.connectorId(),
                row.nullableBigint("meter_stop_wh"),
                stoppedAt,
                row.nullableInstant("stop_claimed_at"),
                row.constant("stop_reason", StopReason.class),
                row.nullableBigint("claimed_transaction_id"),
                idTag(row.nullableText("stop_id_tag")),
                answer == null ? null : new IdTagInfo(answer, null, null),
                List.of(),
                row.instant("stop_received_at"),
                null);
    }

    private static @Nullable TransactionClosedAdministratively closed(TransactionStarted started, Row row)
            throws SQLException {
        ClosingRule rule = row.nullableConstant("closing_rule", ClosingRule.class);
        return rule == null
                ? null
                : new TransactionClosedAdministratively(
                        started.transactionId(),
                        started.chargePointId(),
                        started.connectorId(),
                        rule,
                        row.text("closing_evidence"),
                        row.instant("closing_ended_by"),
                        row.instant("closed_at"));
    }

    private static @Nullable TransactionReopened reopened(TransactionStarted started, Row row) throws SQLException {
        Instant reopenedAt = row.nullableInstant("reopened_at");
        return reopenedAt == null
                ? null
                : new TransactionReopened(
                        started.transactionId(), started.chargePointId(), row.text("reopening_evidence"), reopenedAt);
    }

    private static RegisterSamples samples(Row row) throws SQLException {
        return new RegisterSamples(
                Reading.of(row.nullableDecimal("begin_sample_wh"), row.nullableInstant("begin_sample_at")),
                Reading.of(row.nullableDecimal("end_sample_wh"), row.nullableInstant("end_sample_at")),
                Reading.of(row.nullableDecimal("first_periodic_wh"), row.nullableInstant("first_periodic_at")),
                Reading.of(row.nullableDecimal("last_periodic_wh"), row.nullableInstant("last_periodic_at")));
    }
}
