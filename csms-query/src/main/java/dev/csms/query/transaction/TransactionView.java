package dev.csms.query.transaction;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.transaction.ClosingRule;
import dev.csms.domain.transaction.SessionEnergy;
import dev.csms.domain.transaction.StopReason;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as it is shown.
 *
 * @param chargePointId key of its charge point
 * @param endedAt       when it stopped or by when it was over; absent while it is open
 */
public record TransactionView(
        int transactionId,
        String chargePointId,
        String chargePointIdentity,
        int connectorId,
        TransactionStatus state,
        String idTag,
        String idTagKey,
        AuthorizationStatus authorization,
        @Nullable String parentIdTag,
        Instant startedAt,
        @Nullable Instant startClaimedAt,
        Instant startReceivedAt,
        @Nullable Integer reservationId,
        @Nullable Long meterStartWh,
        @Nullable Instant endedAt,
        @Nullable Stop stop,
        @Nullable Closing closing,
        SessionEnergy energy) {

    static final String TYPE = "Transaction";

    /** What its StopTransaction said. */
    public record Stop(
            Instant stoppedAt,
            @Nullable Instant claimedAt,
            Instant receivedAt,
            @Nullable Long meterStopWh,
            StopReason reason,
            @Nullable String idTag,
            @Nullable AuthorizationStatus authorization,
            @Nullable Long claimedTransactionId) {}

    /** Why it was held to be over before its charge point said so. */
    public record Closing(
            ClosingRule rule,
            String evidence,
            Instant endedBy,
            Instant closedAt,
            @Nullable Instant reopenedAt,
            @Nullable String reopeningEvidence) {}

    public String id() {
        return GlobalId.of(TYPE, transactionId);
    }

    public @Nullable Long durationSeconds() {
        return endedAt == null ? null : Duration.between(startedAt, endedAt).toSeconds();
    }

    static TransactionView read(Row row) throws SQLException {
        return new TransactionView(
                row.integer("transaction_id"),
                row.text("charge_point_id"),
                row.text("charge_point_identity"),
                row.integer("connector_id"),
                row.constant("state", TransactionStatus.class),
                row.text("id_tag"),
                row.text("id_tag_key"),
                row.constant("authorization_status", AuthorizationStatus.class),
                row.nullableText("parent_id_tag"),
                row.instant("started_at"),
                row.nullableInstant("start_claimed_at"),
                row.instant("start_received_at"),
                row.nullableInteger("reservation_id"),
                row.nullableBigint("meter_start_wh"),
                row.nullableInstant("ended_at"),
                stop(row),
                closing(row),
                new SessionEnergy(
                        row.nullableDecimal("energy_wh"),
                        row.constant("energy_verdict", SessionEnergy.Verdict.class),
                        row.constant("energy_source", SessionEnergy.Source.class)));
    }

    private static @Nullable Stop stop(Row row) throws SQLException {
        Instant stoppedAt = row.nullableInstant("stopped_at");
        return stoppedAt == null
                ? null
                : new Stop(
                        stoppedAt,
                        row.nullableInstant("stop_claimed_at"),
                        row.instant("stop_received_at"),
                        row.nullableBigint("meter_stop_wh"),
                        row.constant("stop_reason", StopReason.class),
                        row.nullableText("stop_id_tag"),
                        row.nullableConstant("stop_authorization_status", AuthorizationStatus.class),
                        row.nullableBigint("claimed_transaction_id"));
    }

    private static @Nullable Closing closing(Row row) throws SQLException {
        ClosingRule rule = row.nullableConstant("closing_rule", ClosingRule.class);
        return rule == null
                ? null
                : new Closing(
                        rule,
                        row.text("closing_evidence"),
                        row.instant("closing_ended_by"),
                        row.instant("closed_at"),
                        row.nullableInstant("reopened_at"),
                        row.nullableText("reopening_evidence"));
    }
}
