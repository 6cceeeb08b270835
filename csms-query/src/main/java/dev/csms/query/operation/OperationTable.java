package dev.csms.query.operation;

import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.Effect;
import dev.csms.query.operation.OperationRow.Asked;
import dev.csms.query.operation.OperationRow.End;
import dev.csms.query.operation.OperationRow.LateAnswer;
import dev.csms.query.operation.OperationRow.Seen;
import dev.csms.query.operation.OperationRow.Sent;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Table {@code operation}. */
final class OperationTable extends StateTable<String, OperationRow> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select operation_id, charge_point_id, position, action, request, delivery, deadline, forced,
            reason, batch_id, requested_by, requested_at, session_id, sent_at, state, status,
            answer, error_code, remark, ended_at, late_status, late_answer, late_at, effect,
            effect_reference, effect_at, not_before
        from operation where operation_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into operation (operation_id, charge_point_id, position, action, request, delivery, deadline, forced,
            reason, batch_id, requested_by, requested_at, session_id, sent_at, state, status, answer, error_code,
            remark, ended_at, late_status, late_answer, late_at, effect, effect_reference, effect_at, not_before)
        select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
            ?::bool[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::timestamptz[],
            ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
        on conflict (operation_id) do update set
            session_id = excluded.session_id,
            sent_at = excluded.sent_at,
            state = excluded.state,
            status = excluded.status,
            answer = excluded.answer,
            error_code = excluded.error_code,
            remark = excluded.remark,
            ended_at = excluded.ended_at,
            late_status = excluded.late_status,
            late_answer = excluded.late_answer,
            late_at = excluded.late_at,
            effect = excluded.effect,
            effect_reference = excluded.effect_reference,
            effect_at = excluded.effect_at,
            not_before = excluded.not_before
        """);

    OperationTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id},
                OperationTable::read,
                row -> row.asked().operationId(),
                OperationTable::values);
    }

    private static @Nullable Object[] values(OperationRow row) {
        Asked asked = row.asked();
        Sent sent = row.sent();
        End end = row.end();
        LateAnswer late = row.late();
        Seen effect = row.effect();
        return new @Nullable Object[] {
            asked.operationId(),
            asked.chargePointId(),
            asked.position(),
            asked.action(),
            asked.request(),
            asked.delivery(),
            asked.deadline(),
            asked.forced(),
            asked.reason(),
            asked.batchId(),
            asked.requestedBy(),
            asked.requestedAt(),
            sent == null ? null : sent.sessionId(),
            sent == null ? null : sent.at(),
            row.state(),
            end == null ? null : end.status(),
            end == null ? null : end.answer(),
            end == null ? null : end.errorCode(),
            end == null ? null : end.remark(),
            end == null ? null : end.at(),
            late == null ? null : late.status(),
            late == null ? null : late.answer(),
            late == null ? null : late.at(),
            effect == null ? null : effect.effect(),
            effect == null ? null : effect.reference(),
            effect == null ? null : effect.at(),
            asked.notBefore()
        };
    }

    private static OperationRow read(Row row) throws SQLException {
        OperationState state = row.constant("state", OperationState.class);
        Instant sentAt = row.nullableInstant("sent_at");
        Instant lateAt = row.nullableInstant("late_at");
        Effect effect = row.nullableConstant("effect", Effect.class);
        return new OperationRow(
                new Asked(
                        row.text("operation_id"),
                        row.text("charge_point_id"),
                        row.bigint("position"),
                        row.text("action"),
                        row.text("request"),
                        row.constant("delivery", Delivery.class),
                        row.instant("deadline"),
                        row.bool("forced"),
                        row.nullableText("reason"),
                        row.nullableText("batch_id"),
                        row.nullableText("requested_by"),
                        row.instant("requested_at"),
                        row.nullableInstant("not_before")),
                sentAt == null ? null : new Sent(row.text("session_id"), sentAt),
                state.isEnd()
                        ? new End(
                                state,
                                row.nullableText("status"),
                                row.nullableText("answer"),
                                row.nullableText("error_code"),
                                row.nullableText("remark"),
                                row.instant("ended_at"))
                        : null,
                lateAt == null
                        ? null
                        : new LateAnswer(row.nullableText("late_status"), row.text("late_answer"), lateAt),
                effect == null ? null : new Seen(effect, row.text("effect_reference"), row.instant("effect_at")));
    }
}
