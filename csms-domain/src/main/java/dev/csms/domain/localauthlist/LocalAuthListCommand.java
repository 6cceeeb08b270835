package dev.csms.domain.localauthlist;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.IdempotencyKey;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.UpdateType;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be done with local authorization lists. Fails for an unknown charge point. Times are ours. */
public sealed interface LocalAuthListCommand {

    ChargePointId chargePointId();

    /** Answers whether that was a change. Nothing is sent by this. */
    record SetLocalAuthListRule(@TargetAggregateIdentifier ChargePointId chargePointId, LocalAuthListRule rule)
            implements LocalAuthListCommand {}

    /**
     * Brings the charge point's list to the one that its rule demands. Answers {@link Synchronization}.
     *
     * @param rule     by which the entries were chosen
     * @param wanted   the whole list, the most important first
     * @param full     whether the list is to be sent anew although it may be there
     * @param deadline the first update is not sent later than this
     * @param reason   in the words of whoever asks
     */
    record SynchronizeLocalAuthList(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            LocalAuthListRule rule,
            List<ListEntry> wanted,
            boolean full,
            Instant deadline,
            @Nullable String reason,
            Instant requestedAt)
            implements LocalAuthListCommand {}

    /**
     * Sends just this, by SendLocalList (OCPP 1.6 §5.15). Answers {@link SendListAnswer}.
     *
     * @param listVersion absent for the one after the last
     * @param deadline    it is not sent later than this
     * @param force       although it looks wrong
     * @param reason      in the words of whoever asks
     * @param idempotencyKey by which asking again is the same operation, whatever its id
     */
    record SendLocalAuthList(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            OperationId operationId,
            @Nullable Integer listVersion,
            UpdateType updateType,
            List<ListEntry> entries,
            Delivery delivery,
            Instant deadline,
            boolean force,
            @Nullable String reason,
            Instant requestedAt,
            @Nullable IdempotencyKey idempotencyKey)
            implements LocalAuthListCommand {}
}
