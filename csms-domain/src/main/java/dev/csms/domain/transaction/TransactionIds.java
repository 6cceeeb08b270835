package dev.csms.domain.transaction;

/** Source of new transaction ids: each is given once in the whole installation, over restarts and nodes. */
@FunctionalInterface
public interface TransactionIds {

    TransactionId next();
}
