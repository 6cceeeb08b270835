package dev.csms.domain.chargepoint;

import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;

/** The latest transaction that has started on a connector. */
record LastStart(TransactionId transactionId, Instant startedAt, String startKey) {}
