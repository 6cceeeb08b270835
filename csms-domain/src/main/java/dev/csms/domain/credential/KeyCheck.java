package dev.csms.domain.credential;

import dev.csms.domain.chargepoint.ChargePointId;
import java.util.List;
import java.util.Optional;

/** Recognises AuthorizationKeys by what is kept of them. */
public interface KeyCheck {

    /**
     * Which of the verifiers a key fits. For none at all, as for an unknown charge point, as much is done as for others.
     *
     * @param presented what somebody says is the key
     * @param network   where it is said: of those that are slow to check, no network has more than its share checked
     * @throws BusyException if keys that are slow to check are presented faster than they can be checked
     */
    Optional<KeyVerifier> match(
            ChargePointId chargePointId, List<KeyVerifier> verifiers, byte[] presented, String network);

    /** It cannot be said at the moment. */
    final class BusyException extends RuntimeException {

        public BusyException() {
            super("too many keys are being checked at the moment");
        }
    }
}
