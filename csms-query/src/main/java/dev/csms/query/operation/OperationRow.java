package dev.csms.query.operation;

import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.Effect;
import dev.csms.domain.operation.OperationEvent;
import dev.csms.domain.operation.OperationEvent.IdempotencyKeyUsed;
import dev.csms.domain.operation.OperationEvent.LateAnswerReceived;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationCancelled;
import dev.csms.domain.operation.OperationEvent.OperationEffectSeen;
import dev.csms.domain.operation.OperationEvent.OperationExpired;
import dev.csms.domain.operation.OperationEvent.OperationFailed;
import dev.csms.domain.operation.OperationEvent.OperationHeldBack;
import dev.csms.domain.operation.OperationEvent.OperationOutcomeUnknown;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationEvent.OperationReturned;
import dev.csms.domain.operation.OperationEvent.OperationSent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An operation as its events leave it. */
record OperationRow(
        Asked asked,
        @Nullable Sent sent,
        @Nullable End end,
        @Nullable LateAnswer late,
        @Nullable Seen effect) {

    /**
     * @param position of the event
     * @param request  its members as JSON
     */
    record Asked(
            String operationId,
            String chargePointId,
            long position,
            String action,
            String request,
            Delivery delivery,
            Instant deadline,
            boolean forced,
            @Nullable String reason,
            @Nullable String batchId,
            @Nullable String requestedBy,
            Instant requestedAt,
            @Nullable Instant notBefore) {

        Asked heldBack(Instant until) {
            return new Asked(
                    operationId,
                    chargePointId,
                    position,
                    action,
                    request,
                    delivery,
                    deadline,
                    forced,
                    reason,
                    batchId,
                    requestedBy,
                    requestedAt,
                    until);
        }
    }

    record Sent(String sessionId, Instant at) {}

    /**
     * @param answer    the payload, as it came
     * @param errorCode of a CALLERROR
     * @param remark    what a CALLERROR says, why the answer could not be read, why it was cancelled
     */
    record End(
            OperationState state,
            @Nullable String status,
            @Nullable String answer,
            @Nullable String errorCode,
            @Nullable String remark,
            Instant at) {}

    record LateAnswer(@Nullable String status, String answer, Instant at) {}

    record Seen(Effect effect, String reference, Instant at) {}

    OperationState state() {
        return end != null ? end.state() : sent != null ? OperationState.SENT : OperationState.WAITING;
    }

    /** Null while the request itself is not on record. */
    static @Nullable OperationRow after(@Nullable OperationRow before, OperationEvent event) {
        if (before == null) {
            return null;
        }
        return switch (event) {
            case OperationRequested _, IdempotencyKeyUsed _ -> before;
            case OperationHeldBack held ->
                new OperationRow(
                        before.asked.heldBack(held.notBefore()), before.sent, before.end, before.late, before.effect);
            case OperationSent sent ->
                new OperationRow(before.asked, new Sent(sent.sessionId().value(), sent.sentAt()), null, null, null);
            case OperationReturned _ -> new OperationRow(before.asked, null, null, null, null);
            case OperationAnswered answered ->
                before.ended(new End(
                        OperationState.ANSWERED,
                        answered.status(),
                        answered.answer(),
                        null,
                        null,
                        answered.answeredAt()));
            case OperationFailed failed ->
                before.ended(new End(
                        OperationState.FAILED,
                        null,
                        null,
                        failed.errorCode(),
                        failed.description(),
                        failed.failedAt()));
            case OperationOutcomeUnknown unknown ->
                before.ended(
                        new End(OperationState.of(unknown.cause()), null, null, null, unknown.detail(), unknown.at()));
            case OperationExpired expired ->
                before.ended(new End(OperationState.EXPIRED, null, null, null, null, expired.expiredAt()));
            case OperationCancelled cancelled ->
                before.ended(new End(
                        OperationState.CANCELLED, null, null, null, cancelled.reason(), cancelled.cancelledAt()));
            case LateAnswerReceived late ->
                new OperationRow(
                        before.asked,
                        before.sent,
                        before.end,
                        new LateAnswer(late.status(), late.answer(), late.receivedAt()),
                        before.effect);
            case OperationEffectSeen seen ->
                new OperationRow(
                        before.asked,
                        before.sent,
                        before.end,
                        before.late,
                        new Seen(seen.effect(), seen.reference(), seen.seenAt()));
        };
    }

    private OperationRow ended(End how) {
        return new OperationRow(asked, sent, how, late, effect);
    }
}
