package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_PROFILE;

import dev.csms.domain.chargepoint.OpenTransaction;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** What limits one transaction: its own profiles, and where they say nothing the default ones (OCPP 1.6 §3.13.1). */
record TransactionLimits(int connectorId, ProfileStack txProfiles, ProfileStack txDefaultProfiles, PowerSupply supply) {

    static TransactionLimits of(ChargingSituation situation, OpenTransaction transaction) {
        InstalledProfiles installed = situation.installed();
        int connectorId = transaction.connectorId();
        int transactionId = transaction.transactionId().value();
        long startedAt = transaction.startedAt().getEpochSecond();
        return new TransactionLimits(
                connectorId,
                ProfileStack.of(
                        installed.on(connectorId, TX_PROFILE).filter(profile -> profile.belongsTo(transactionId)),
                        startedAt),
                ProfileStack.of(installed.defaultsOf(connectorId), startedAt),
                situation.powerSupply());
    }

    Optional<Limit> limitAt(long time) {
        return txProfiles
                .limitAt(time, supply.numberPhases())
                .or(() -> txDefaultProfiles.limitAt(time, supply.numberPhases()));
    }

    /** With what the connector can deliver in place of a limit that is not there; still none where that is unknown. */
    Optional<Limit> limitOrHardwareAt(long time) {
        return limitAt(time)
                .or(() -> Optional.ofNullable(supply.maxAmps().get(connectorId))
                        .map((BigDecimal amps) -> new Limit(amps, ChargingRateUnit.A, supply.numberPhases())));
    }

    void addChangesBetween(long from, long to, Set<Long> changes) {
        txProfiles.addChangesBetween(from, to, changes);
        txDefaultProfiles.addChangesBetween(from, to, changes);
    }
}
