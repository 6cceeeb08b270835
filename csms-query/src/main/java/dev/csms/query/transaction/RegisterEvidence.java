package dev.csms.query.transaction;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;

/** What is learnt of the energy of transactions from samples that had come before their starts. */
public final class RegisterEvidence {

    private static final TransactionTable TRANSACTIONS = new TransactionTable();

    private RegisterEvidence() {}

    /** @param early by time, of transactions that are in the table */
    public static void add(JdbcOperations db, Map<TransactionId, List<MeterValue>> early) {
        if (early.isEmpty()) {
            return;
        }
        List<TransactionState> changed = new ArrayList<>();
        TRANSACTIONS.load(db, early.keySet()).forEach((id, state) -> {
            TransactionState more =
                    state.with(state.samples().after(RegisterSamples.NONE.with(early.getOrDefault(id, List.of()))));
            if (!more.equals(state)) {
                changed.add(more);
            }
        });
        if (!changed.isEmpty()) {
            TRANSACTIONS.store(db, changed);
        }
    }
}
