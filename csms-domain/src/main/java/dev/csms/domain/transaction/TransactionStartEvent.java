package dev.csms.domain.transaction;

import org.axonframework.serialization.Revision;

/** What became of one StartTransaction, however often it is sent. */
public sealed interface TransactionStartEvent {

    String startKey();

    /** This start has this transaction id, for ever. */
    @Revision("1")
    record TransactionIdAssigned(String startKey, TransactionId transactionId) implements TransactionStartEvent {}
}
