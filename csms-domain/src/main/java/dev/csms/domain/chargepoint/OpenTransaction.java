package dev.csms.domain.chargepoint;

import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;

/** A transaction that is running at a charge point, as far as we know. */
public record OpenTransaction(TransactionId transactionId, int connectorId, Instant startedAt) {}
