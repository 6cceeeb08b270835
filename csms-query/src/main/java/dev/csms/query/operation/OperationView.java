package dev.csms.query.operation;

import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.Effect;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An operation as it is shown.
 *
 * @param chargePointId key of the charge point
 */
public record OperationView(
        String operationId,
        String chargePointId,
        String chargePointIdentity,
        long position,
        String action,
        Object request,
        OperationState state,
        @Nullable String status,
        @Nullable Object answer,
        @Nullable String errorCode,
        @Nullable String remark,
        Delivery delivery,
        Instant deadline,
        boolean forced,
        @Nullable String reason,
        @Nullable String batchId,
        @Nullable String requestedBy,
        Instant requestedAt,
        @Nullable Instant notBefore,
        @Nullable String sessionId,
        @Nullable Instant sentAt,
        @Nullable Instant endedAt,
        @Nullable LateAnswer lateAnswer,
        @Nullable Seen effect) {

    static final String TYPE = "Operation";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public record LateAnswer(@Nullable String status, Object answer, Instant receivedAt) {}

    public record Seen(Effect kind, String reference, Instant seenAt) {}

    public String id() {
        return GlobalId.of(TYPE, operationId);
    }

    static OperationView read(Row row) throws SQLException {
        String answer = row.nullableText("answer");
        Instant lateAt = row.nullableInstant("late_at");
        Effect effect = row.nullableConstant("effect", Effect.class);
        return new OperationView(
                row.text("operation_id"),
                row.text("charge_point_id"),
                row.text("charge_point_identity"),
                row.bigint("position"),
                row.text("action"),
                json(row.text("request")),
                row.constant("state", OperationState.class),
                row.nullableText("status"),
                answer == null ? null : json(answer),
                row.nullableText("error_code"),
                row.nullableText("remark"),
                row.constant("delivery", Delivery.class),
                row.instant("deadline"),
                row.bool("forced"),
                row.nullableText("reason"),
                row.nullableText("batch_id"),
                row.nullableText("requested_by"),
                row.instant("requested_at"),
                row.nullableInstant("not_before"),
                row.nullableText("session_id"),
                row.nullableInstant("sent_at"),
                row.nullableInstant("ended_at"),
                lateAt == null
                        ? null
                        : new LateAnswer(row.nullableText("late_status"), json(row.text("late_answer")), lateAt),
                effect == null ? null : new Seen(effect, row.text("effect_reference"), row.instant("effect_at")));
    }

    /** What an operator sent and a charge point answered need not be JSON; then it is shown as text. */
    private static Object json(String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JacksonException e) {
            return text;
        }
    }
}
