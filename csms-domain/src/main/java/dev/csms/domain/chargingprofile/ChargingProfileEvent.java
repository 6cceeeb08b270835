package dev.csms.domain.chargingprofile;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to the profiles of one charge point, as far as its answers tell. A profile is named by the operation
 * that brought it, since a chargingProfileId may be sent again and again. Times are ours.
 */
public sealed interface ChargingProfileEvent {

    ChargePointId chargePointId();

    /**
     * The charge point has accepted a profile, and it is in force where it stands.
     *
     * @param connectorId   0 for the charge point as a whole
     * @param profile       as it was sent
     * @param transactionId the transaction that a TxProfile belongs to, if that is known
     * @param replaced      those whose place it takes
     */
    @Revision("1")
    record ChargingProfileInstalled(
            ChargePointId chargePointId,
            OperationId operationId,
            int connectorId,
            ChargingProfile profile,
            @Nullable Integer transactionId,
            List<OperationId> replaced,
            Instant installedAt)
            implements ChargingProfileEvent {}

    /**
     * A profile was sent, and nobody knows whether the charge point has it, nor whether it still has those whose place
     * it would have taken.
     *
     * @param connectorId   0 for the charge point as a whole
     * @param profile       as it was sent
     * @param transactionId the transaction that a TxProfile belongs to, if that is known
     * @param doubted       those whose place it would take
     */
    @Revision("1")
    record ChargingProfilePerhapsInstalled(
            ChargePointId chargePointId,
            OperationId operationId,
            int connectorId,
            ChargingProfile profile,
            @Nullable Integer transactionId,
            List<OperationId> doubted,
            Instant at)
            implements ChargingProfileEvent {}

    /**
     * Nobody knows whether the charge point still has these profiles.
     *
     * @param operationId which may have removed them
     */
    @Revision("1")
    record ChargingProfilesDoubted(
            ChargePointId chargePointId, OperationId operationId, List<OperationId> profiles, Instant at)
            implements ChargingProfileEvent {}

    /**
     * The charge point no longer has these profiles.
     *
     * @param operationId   by which we know, if it is one
     * @param transactionId which has ended, if it is that
     */
    @Revision("1")
    record ChargingProfilesRemoved(
            ChargePointId chargePointId,
            List<OperationId> profiles,
            RemovalCause cause,
            @Nullable OperationId operationId,
            @Nullable Integer transactionId,
            Instant removedAt)
            implements ChargingProfileEvent {}

    /**
     * The charge point has said what limits it will keep to.
     *
     * @param reported  what it said
     * @param expected  the same time, connector and unit, worked out from the profiles and transactions that we knew of
     * @param uncertain whether some of those profiles may not have been there
     */
    @Revision("1")
    record CompositeScheduleReported(
            ChargePointId chargePointId,
            OperationId operationId,
            CompositeSchedule reported,
            CompositeSchedule expected,
            boolean uncertain,
            Instant reportedAt)
            implements ChargingProfileEvent {}
}
