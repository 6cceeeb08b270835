package dev.csms.query.metervalue;

import java.time.Instant;

/** What the table of samples is told, in the order of the log. */
sealed interface MeterEntry permits MeterSample, MeterEntry.TransactionBegun, MeterEntry.TransactionEnded {

    /** Key of the charge point and connector that it is about. */
    record Connector(String chargePointId, int connectorId) {}

    Connector connector();

    /**
     * From here on it is known to whom samples of its connector belong that came before their StartTransaction.
     *
     * @param startedAt  charge point clock where that can be believed, else ours
     * @param receivedAt our clock
     */
    record TransactionBegun(int transactionId, Connector connector, Instant startedAt, Instant receivedAt)
            implements MeterEntry {}

    /** From here on it is known which samples that name a transaction were taken while it ran. */
    record TransactionEnded(int transactionId, Connector connector) implements MeterEntry {}
}
