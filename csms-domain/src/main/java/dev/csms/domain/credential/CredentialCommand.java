package dev.csms.domain.credential;

import dev.csms.domain.chargepoint.ChargePointId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be decided about the way in which a charge point proves who it is. */
public sealed interface CredentialCommand {

    ChargePointId chargePointId();

    /** The charge point has this key from now on; those that it had are good no more. */
    record SetAuthorizationKey(
            @TargetAggregateIdentifier ChargePointId chargePointId, KeyVerifier verifier, KeyOrigin origin)
            implements CredentialCommand {}

    /**
     * The charge point is set to this profile, higher or lower, by somebody who can reach it otherwise than over OCPP.
     *
     * @param reason in the words of whoever decides it
     */
    record SetSecurityProfile(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            SecurityProfile profile,
            @Nullable String reason) implements CredentialCommand {}

    /**
     * Whose the charge point's certificate has to be.
     *
     * @param serialNumber of the charge point; absent for those that it tells when it boots
     * @param cpoName      the organisation; absent for what holds for all charge points
     */
    record SetCertificateOwner(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            @Nullable String serialNumber,
            @Nullable String cpoName)
            implements CredentialCommand {}

    /**
     * Answers {@link Access}, and makes sure that it still is so. Fails with Axon's {@code AggregateNotFoundException}
     * for an unknown charge point.
     */
    record RecallAccess(@TargetAggregateIdentifier ChargePointId chargePointId) implements CredentialCommand {}
}
