package dev.csms.domain.credential;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about the way in which a charge point proves who it is, in its history. Times are ours. There are
 * verifiers of keys in it and references to keys, and no keys.
 */
public sealed interface CredentialEvent {

    ChargePointId chargePointId();

    /** This is its key; those that it had are good no more, but for such as wait to be sent. */
    @Revision("1")
    record AuthorizationKeySet(ChargePointId chargePointId, KeyVerifier verifier, KeyOrigin origin)
            implements CredentialEvent {}

    /**
     * A new key is to be sent to it. Both are good from now on.
     *
     * @param operationId  by which it is sent
     * @param keyReference by which the vault has the key, until it is known what became of it
     */
    @Revision("1")
    record AuthorizationKeyOffered(
            ChargePointId chargePointId,
            OperationId operationId,
            String keyReference,
            KeyVerifier verifier,
            Instant offeredAt)
            implements CredentialEvent {}

    /** It has taken the new key. The old one is good until it has used the new one. */
    @Revision("1")
    record AuthorizationKeyTaken(
            ChargePointId chargePointId, OperationId operationId, String keyReference, Instant takenAt)
            implements CredentialEvent {}

    /**
     * It has agreed to the new key (A01.FR.03): the keys that it had before are good no longer than this, also if it has
     * not used the new one by then.
     *
     * @param operationId that has brought the new key
     * @param until       before which they are good; the moment of its answer if they are not from then on
     */
    @Revision("1")
    record OldAuthorizationKeyLimited(ChargePointId chargePointId, OperationId operationId, Instant until)
            implements CredentialEvent {}

    /** Nobody knows whether it has taken the new key. Both are good until it uses one of them. */
    @Revision("1")
    record AuthorizationKeyDoubted(
            ChargePointId chargePointId, OperationId operationId, String keyReference, Instant doubtedAt)
            implements CredentialEvent {}

    /** It has used the new key for the first time: that is its key, and the one before is good no more. */
    @Revision("1")
    record AuthorizationKeyReplaced(
            ChargePointId chargePointId, OperationId operationId, String keyReference, Instant replacedAt)
            implements CredentialEvent {}

    /** A new key is none: it was refused, never sent, or is not what the charge point uses. */
    @Revision("1")
    record AuthorizationKeyDropped(
            ChargePointId chargePointId,
            OperationId operationId,
            String keyReference,
            DropReason reason,
            Instant droppedAt)
            implements CredentialEvent {}

    /** Why a new key is none. */
    enum DropReason {
        /** The charge point does not take it. */
        REFUSED,
        NEVER_SENT,
        /** It was not known whether the charge point had taken it; it has used the old one since. */
        OLD_KEY_USED
    }

    /**
     * This is its profile, and no other.
     *
     * @param reason in the words of whoever decided it
     */
    @Revision("1")
    record SecurityProfileSet(
            ChargePointId chargePointId,
            SecurityProfile profile,
            @Nullable String reason) implements CredentialEvent {}

    /**
     * It is asked to change to a higher profile. Both are good from now on.
     *
     * @param operationId by which it is asked
     */
    @Revision("1")
    record SecurityProfileUpgradeRequested(
            ChargePointId chargePointId, OperationId operationId, SecurityProfile profile, Instant requestedAt)
            implements CredentialEvent {}

    /** It does not change to the higher profile, or was never asked. */
    @Revision("1")
    record SecurityProfileUpgradeDropped(
            ChargePointId chargePointId, OperationId operationId, SecurityProfile profile, Instant droppedAt)
            implements CredentialEvent {}

    /** It has come by the higher profile for the first time: the one before is good no more (A05.FR.09). */
    @Revision("1")
    record SecurityProfileUpgraded(
            ChargePointId chargePointId,
            OperationId operationId,
            SecurityProfile profile,
            SecurityProfile previous,
            Instant upgradedAt)
            implements CredentialEvent {}

    /**
     * Whose its certificate has to be.
     *
     * @param serialNumber of the charge point; absent for those that it tells when it boots
     * @param cpoName      the organisation; absent for what holds for all charge points
     */
    @Revision("1")
    record CertificateOwnerSet(
            ChargePointId chargePointId,
            @Nullable String serialNumber,
            @Nullable String cpoName) implements CredentialEvent {}
}
