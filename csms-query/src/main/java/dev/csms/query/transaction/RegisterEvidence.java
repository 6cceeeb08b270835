package dev.csms.query.transaction;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.transaction.TransactionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;

/** What is learnt of the energy of transactions from samples that were stored before their start or their end was known. */
public final class RegisterEvidence {

    private static final TransactionTable TRANSACTIONS = new TransactionTable();

    private RegisterEvidence() {}

    /** @param early of transactions that are in the table */
    public static void add(JdbcOperations db, Map<TransactionId, List<MeterValue>> early) {
        if (early.isEmpty()) {
            return;
        }
        List<TransactionState> changed = new ArrayList<>();
        TRANSACTIONS.load(db, early.keySet()).forEach((id, state) -> {
            TransactionState more = state.with(early.getOrDefault(id, List.of()));
            if (!more.equals(state)) {
                changed.add(more);
            }
        });
        store(db, changed);
    }

    /**
     * Leaves those samples out that turn out to be from after the end.
     *
     * @param ended   transactions that are in the table
     * @param samples of the energy register, of transactions
     */
    public static void settle(
            JdbcOperations db,
            Collection<TransactionId> ended,
            Function<Collection<TransactionId>, Map<TransactionId, List<MeterValue>>> samples) {
        if (ended.isEmpty()) {
            return;
        }
        Map<TransactionId, TransactionState> unsettled = TransactionTable.unsettled(db, ended).stream()
                .collect(Collectors.toMap(state -> state.started().transactionId(), Function.identity()));
        if (unsettled.isEmpty()) {
            return;
        }
        Map<TransactionId, List<MeterValue>> stored = samples.apply(unsettled.keySet());
        List<TransactionState> changed = new ArrayList<>();
        unsettled.forEach((id, state) -> {
            TransactionState settled = state.withOnly(stored.getOrDefault(id, List.of()));
            if (!settled.equals(state)) {
                changed.add(settled);
            }
        });
        store(db, changed);
    }

    private static void store(JdbcOperations db, List<TransactionState> changed) {
        if (!changed.isEmpty()) {
            TRANSACTIONS.store(db, changed);
        }
    }
}
