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

    /** @param endedAt when the transaction ended: it takes no profile that came later and names no transaction */
    boolean endsWith(int connectorId, int transactionId, Instant endedAt) {
        ChargingProfile profile = installed.profile();
        return installed.connectorId() == connectorId
                && profile.belongsTo(transactionId)
                && (profile.transactionId() != null || !endedAt.isBefore(since));
    }
}
