package dev.csms.domain.operation;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened to operations, in the history of their charge point. Times are ours. */
public sealed interface OperationEvent {

    ChargePointId chargePointId();

    OperationId operationId();

    /**
     * An operation waits for its turn. Who asked for it is in the metadata.
     *
     * @param deadline it is not sent later than this
     * @param forced   although it looked wrong
     * @param reason   in the words of whoever asked
     * @param batchId  what it is part of, if it is
     */
    @Revision("1")
    record OperationRequested(
            ChargePointId chargePointId,
            OperationId operationId,
            Request request,
            Delivery delivery,
            Instant deadline,
            boolean forced,
            @Nullable String reason,
            @Nullable String batchId,
            Instant requestedAt)
            implements OperationEvent {}

    /** It is not sent before a time, as part of a batch that is not sent all at once. Others are sent meanwhile. */
    @Revision("1")
    record OperationHeldBack(
            ChargePointId chargePointId, OperationId operationId, Instant notBefore, Instant heldBackAt)
            implements OperationEvent {}

    /**
     * It was asked for with a key, so that asking again is no second operation. Stored together with {@link
     * OperationRequested}.
     */
    @Revision("1")
    record IdempotencyKeyUsed(
            ChargePointId chargePointId, OperationId operationId, IdempotencyKey idempotencyKey, Instant usedAt)
            implements OperationEvent {}

    /** Its turn has come; it counts as sent even if the node is stopped before the message leaves. */
    @Revision("1")
    record OperationSent(ChargePointId chargePointId, OperationId operationId, SessionId sessionId, Instant sentAt)
            implements OperationEvent {}

    /** The connection ended before it left, so it waits again. */
    @Revision("1")
    record OperationReturned(ChargePointId chargePointId, OperationId operationId, Instant returnedAt)
            implements OperationEvent {}

    /**
     * The charge point handled it.
     *
     * @param status as spelled on the wire; absent where the answer has none
     * @param answer the payload of the answer, as it came
     */
    @Revision("1")
    record OperationAnswered(
            ChargePointId chargePointId,
            OperationId operationId,
            @Nullable String status,
            String answer,
            Instant answeredAt)
            implements OperationEvent {}

    /** The charge point refused to handle it, by a CALLERROR. */
    @Revision("1")
    record OperationFailed(
            ChargePointId chargePointId,
            OperationId operationId,
            String errorCode,
            String description,
            Instant failedAt)
            implements OperationEvent {}

    /** It was sent, and nobody knows what came of it. It is not sent again. */
    @Revision("1")
    record OperationOutcomeUnknown(
            ChargePointId chargePointId,
            OperationId operationId,
            Unknown cause,
            @Nullable String detail,
            Instant at) implements OperationEvent {}

    /** It was not sent before its deadline, or could not be sent at once where only that would do. */
    @Revision("1")
    record OperationExpired(ChargePointId chargePointId, OperationId operationId, Instant expiredAt)
            implements OperationEvent {}

    /** It was taken back before it was sent. */
    @Revision("1")
    record OperationCancelled(
            ChargePointId chargePointId,
            OperationId operationId,
            @Nullable String reason,
            Instant cancelledAt) implements OperationEvent {}

    /**
     * An answer came after its outcome had been declared unknown. It is on record; nothing follows from it.
     *
     * @param answer the payload of the answer, or what a CALLERROR says
     */
    @Revision("1")
    record LateAnswerReceived(
            ChargePointId chargePointId,
            OperationId operationId,
            @Nullable String status,
            String answer,
            Instant receivedAt)
            implements OperationEvent {}

    /** The charge point did what it had been asked for. */
    @Revision("1")
    record OperationEffectSeen(
            ChargePointId chargePointId, OperationId operationId, Effect effect, String reference, Instant seenAt)
            implements OperationEvent {}
}
