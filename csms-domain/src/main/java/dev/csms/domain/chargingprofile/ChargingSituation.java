package dev.csms.domain.chargingprofile;

import dev.csms.domain.chargepoint.OpenTransaction;
import java.util.List;

/**
 * All that a charge point's limits depend on.
 *
 * @param transactions those running; they are taken to run as long as anybody asks. Of two on one connector, the one
 *                     that started last counts
 */
public record ChargingSituation(
        InstalledProfiles installed, List<OpenTransaction> transactions, PowerSupply powerSupply) {

    public ChargingSituation {
        transactions = List.copyOf(transactions);
    }
}
