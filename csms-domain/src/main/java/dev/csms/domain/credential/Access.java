package dev.csms.domain.credential;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what a charge point is let in at a moment.
 *
 * @param upgradeTo     the profile that it has been asked to change to; both are good until it has come by this one
 * @param keys          its AuthorizationKey and the new ones that it may have taken
 * @param serialNumbers one of which its certificate has to be for
 * @param cpoName       of whom its certificate has to say that it belongs to; absent if that was not decided for it
 */
public record Access(
        ChargePointId chargePointId,
        SecurityProfile profile,
        @Nullable SecurityProfile upgradeTo,
        List<GoodKey> keys,
        List<String> serialNumbers,
        @Nullable String cpoName) {

    /** @param until before which it is good; null for as long as nothing else is decided */
    public record GoodKey(KeyVerifier verifier, @Nullable Instant until) {

        boolean isGood(Instant at) {
            return until == null || at.isBefore(until);
        }
    }

    /** Of the keys that are good at a time. */
    public List<KeyVerifier> verifiers(Instant at) {
        return keys.stream()
                .filter(key -> key.isGood(at))
                .map(GoodKey::verifier)
                .toList();
    }

    public boolean accepts(SecurityProfile by) {
        return by == profile || by == upgradeTo;
    }
}
