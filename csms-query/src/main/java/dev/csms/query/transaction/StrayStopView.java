package dev.csms.query.transaction;

import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.transaction.ReconciliationRule;
import dev.csms.domain.transaction.StopReason;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A StopTransaction that did not name a transaction of its charge point. */
public record StrayStopView(
        long position,
        String chargePointIdentity,
        @Nullable AnomalyKind cause,
        @Nullable Integer transactionId,
        @Nullable Long claimedTransactionId,
        @Nullable Long meterStopWh,
        @Nullable Instant claimedAt,
        @Nullable StopReason stopReason,
        @Nullable String idTag,
        int sampleCount,
        Instant receivedAt,
        @Nullable Reconciliation reconciliation) {

    /** Why it was found later to be of a transaction. */
    public record Reconciliation(ReconciliationRule rule, String evidence, Instant reconciledAt) {}

    static StrayStopView read(Row row) throws SQLException {
        return new StrayStopView(
                row.bigint("position"),
                row.text("charge_point_identity"),
                row.nullableConstant("cause", AnomalyKind.class),
                row.nullableInteger("transaction_id"),
                row.nullableBigint("claimed_transaction_id"),
                row.nullableBigint("meter_stop_wh"),
                row.nullableInstant("claimed_at"),
                row.nullableConstant("stop_reason", StopReason.class),
                row.nullableText("id_tag"),
                row.integer("sample_count"),
                row.instant("received_at"),
                reconciliation(row));
    }

    private static @Nullable Reconciliation reconciliation(Row row) throws SQLException {
        ReconciliationRule rule = row.nullableConstant("rule", ReconciliationRule.class);
        return rule == null ? null : new Reconciliation(rule, row.text("evidence"), row.instant("reconciled_at"));
    }
}
