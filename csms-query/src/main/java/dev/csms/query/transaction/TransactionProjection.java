package dev.csms.query.transaction;

import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.transaction.StrayStopEvent;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopAssigned;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopKept;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopReconciled;
import dev.csms.domain.transaction.TransactionEvent;
import dev.csms.domain.transaction.TransactionEvent.TransactionClosedAdministratively;
import dev.csms.domain.transaction.TransactionEvent.TransactionReopened;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.Change.TransactionChanged;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import java.util.function.UnaryOperator;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Transactions with the evidence for their energy, and stops that do not name theirs. */
@ProcessingGroup(TransactionProjection.GROUP)
public final class TransactionProjection {

    /** Transactions and meter samples. */
    public static final String GROUP = "transactions";

    private static final TransactionTable TRANSACTIONS = new TransactionTable();

    private static final BulkStatement STRAY_STOP = BulkStatement.of("""
        insert into stray_stop (position, charge_point_id, cause, transaction_id, claimed_transaction_id,
            meter_stop_wh, claimed_at, stop_reason, id_tag, sample_count, received_at, stop_key)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::int[], ?::bigint[],
            ?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::int[], ?::timestamptz[], ?::text[])
        on conflict (position) do nothing
        """);

    private static final BulkStatement RECONCILIATION = BulkStatement.of("""
        insert into stray_stop_reconciliation (stop_key, transaction_id, rule, evidence, reconciled_at)
        select * from unnest(?::text[], ?::int[], ?::text[], ?::text[], ?::timestamptz[])
        on conflict (stop_key) do nothing
        """);

    private final EventRows rows;

    public TransactionProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(TransactionEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            switch (event) {
                case TransactionStarted started -> {
                    row.announce(TransactionChanged.of(started.transactionId(), started.chargePointId()));
                    row.change(
                            TRANSACTIONS,
                            started.transactionId(),
                            state -> state == null ? TransactionState.of(started) : state);
                }
                case TransactionStopped stopped -> {
                    row.announce(TransactionChanged.of(stopped.transactionId(), stopped.chargePointId()));
                    change(
                            row,
                            stopped.transactionId(),
                            state -> state.with(stopped).with(stopped.transactionData()));
                }
                case TransactionClosedAdministratively closed -> {
                    row.announce(TransactionChanged.of(closed.transactionId(), closed.chargePointId()));
                    change(row, closed.transactionId(), state -> state.with(closed));
                }
                case TransactionReopened reopened -> {
                    row.announce(TransactionChanged.of(reopened.transactionId(), reopened.chargePointId()));
                    change(row, reopened.transactionId(), state -> state.with(reopened));
                }
            }
        });
    }

    /** The samples themselves are kept by {@code MeterSampleProjection}. */
    @EventHandler
    void on(MeterValuesReceived received, EventMessage<?> message) {
        TransactionId transactionId = received.transactionId();
        if (transactionId == null) {
            return;
        }
        rows.write(message, row -> {
            row.announce(TransactionChanged.of(transactionId, received.chargePointId()));
            if (RegisterSamples.anyIn(received.meterValues())) {
                change(row, transactionId, state -> state.with(received.meterValues()));
            }
        });
    }

    @EventHandler
    void on(StrayStopEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            switch (event) {
                case StrayStopAssigned assigned ->
                    row.insert(
                            STRAY_STOP,
                            EventRows.position(message),
                            Keys.of(assigned.chargePointId()),
                            null,
                            assigned.transactionId().value(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            0,
                            message.getTimestamp(),
                            assigned.stopKey());
                case StrayStopKept kept ->
                    row.insert(
                            STRAY_STOP,
                            EventRows.position(message),
                            Keys.of(kept.chargePointId()),
                            kept.cause(),
                            null,
                            kept.claimedTransactionId(),
                            kept.meterStopWh(),
                            kept.claimedAt(),
                            kept.reason(),
                            kept.idTag() == null ? null : kept.idTag().value(),
                            kept.transactionData().size(),
                            kept.receivedAt(),
                            kept.stopKey());
                case StrayStopReconciled reconciled ->
                    row.insert(
                            RECONCILIATION,
                            reconciled.stopKey(),
                            reconciled.transactionId().value(),
                            reconciled.rule(),
                            reconciled.evidence(),
                            reconciled.reconciledAt());
            }
        });
    }

    private static void change(RowChanges row, TransactionId id, UnaryOperator<TransactionState> change) {
        row.change(TRANSACTIONS, id, state -> state == null ? null : change.apply(state));
    }
}
