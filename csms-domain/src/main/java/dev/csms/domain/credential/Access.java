package dev.csms.domain.credential;

import dev.csms.domain.chargepoint.ChargePointId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what a charge point is let in at a moment.
 *
 * @param upgradeTo     the profile that it has been asked to change to; both are good until it has come by this one
 * @param verifiers     of its AuthorizationKey and of the new ones that it may have taken
 * @param serialNumbers one of which its certificate has to be for
 * @param cpoName       of whom its certificate has to say that it belongs to; absent if that was not set
 */
public record Access(
        ChargePointId chargePointId,
        SecurityProfile profile,
        @Nullable SecurityProfile upgradeTo,
        List<KeyVerifier> verifiers,
        List<String> serialNumbers,
        @Nullable String cpoName) {

    public boolean accepts(SecurityProfile by) {
        return by == profile || by == upgradeTo;
    }
}
