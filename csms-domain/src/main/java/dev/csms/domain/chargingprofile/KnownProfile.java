package dev.csms.domain.chargingprofile;

import dev.csms.domain.operation.OperationId;
import java.time.Instant;

/**
 * A profile that a charge point has, or may have.
 *
 * @param operationId which brought it
 * @param installed   with the transaction that it belongs to, if it is a TxProfile and that is known
 * @param uncertain   whether it may not be there
 */
record KnownProfile(OperationId operationId, InstalledProfile installed, Instant since, boolean uncertain) {

    KnownProfile doubted() {
        return new KnownProfile(operationId, installed, since, true);
    }

    /**
     * Whether it goes with this transaction. One that names none goes with any on its connector, but an older one, whose
     * end is reported late, takes no profile that came after it.
     *
     * @param endedAt when the transaction ended
     */
    boolean endsWith(int connectorId, int transactionId, Instant endedAt) {
        ChargingProfile profile = installed.profile();
        if (profile.purpose() != ChargingProfilePurpose.TX_PROFILE) {
            return false;
        }
        return profile.transactionId() != null
                ? profile.transactionId() == transactionId
                : installed.connectorId() == connectorId && !endedAt.isBefore(since);
    }
}
