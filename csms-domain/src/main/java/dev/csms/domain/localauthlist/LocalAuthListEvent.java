package dev.csms.domain.localauthlist;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.UpdateType;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened to the local authorization list of one charge point. Times are ours. */
public sealed interface LocalAuthListEvent {

    ChargePointId chargePointId();

    /** These idTags belong on it from now on. */
    @Revision("1")
    record LocalAuthListRuleChanged(ChargePointId chargePointId, LocalAuthListRule rule)
            implements LocalAuthListEvent {}

    /**
     * The charge point is to be brought to this list.
     *
     * @param wanted  the whole list
     * @param omitted how many more there should be, if the charge point had room for them
     * @param full    whether the list is sent anew although it may be there
     */
    @Revision("1")
    record LocalAuthListWanted(
            ChargePointId chargePointId, List<ListEntry> wanted, int omitted, boolean full, Instant wantedAt)
            implements LocalAuthListEvent {}

    /** An update was requested as an operation, and waits for its turn; whoever wanted it. */
    @Revision("1")
    record LocalAuthListUpdateRequested(
            ChargePointId chargePointId,
            OperationId operationId,
            int listVersion,
            UpdateType updateType,
            List<ListEntry> entries,
            Instant requestedAt)
            implements LocalAuthListEvent {}

    /** The charge point has taken over an update. */
    @Revision("1")
    record LocalAuthListUpdated(
            ChargePointId chargePointId, OperationId operationId, int listVersion, Instant updatedAt)
            implements LocalAuthListEvent {}

    /** The charge point has all of the list that was wanted. */
    @Revision("1")
    record LocalAuthListSynchronized(ChargePointId chargePointId, int listVersion, Instant synchronizedAt)
            implements LocalAuthListEvent {}

    /** The charge point has not taken over an update; what it has now is not certain. */
    @Revision("1")
    record LocalAuthListUpdateRefused(
            ChargePointId chargePointId,
            OperationId operationId,
            int listVersion,
            UpdateType updateType,
            ListRefusal refusal,
            Instant refusedAt)
            implements LocalAuthListEvent {}

    /** Nobody knows whether the charge point has taken over an update. */
    @Revision("1")
    record LocalAuthListUpdateUnknown(ChargePointId chargePointId, OperationId operationId, int listVersion, Instant at)
            implements LocalAuthListEvent {}

    /** An update was never sent, or cannot be requested now: the list is as it was. */
    @Revision("1")
    record LocalAuthListUpdateAbandoned(
            ChargePointId chargePointId, @Nullable OperationId operationId, Instant abandonedAt)
            implements LocalAuthListEvent {}

    /** The charge point has said which version of the list it has: 0 for an empty list, -1 if it has no list. */
    @Revision("1")
    record LocalAuthListVersionReported(
            ChargePointId chargePointId,
            OperationId operationId,
            int listVersion,
            VersionVerdict verdict,
            Instant reportedAt)
            implements LocalAuthListEvent {}

    /**
     * The charge point has said how much it can take (OCPP 1.6 §9.2).
     *
     * @param maxEntries           on the list; absent if it has not said
     * @param maxEntriesPerMessage absent if it has not said
     */
    @Revision("1")
    record LocalAuthListLimitsReported(
            ChargePointId chargePointId,
            @Nullable Integer maxEntries,
            @Nullable Integer maxEntriesPerMessage,
            Instant reportedAt)
            implements LocalAuthListEvent {}
}
