package dev.csms.domain.transaction;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopAssigned;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopKept;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopReconciled;
import dev.csms.domain.transaction.TransactionCommand.StopTransaction;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** A StopTransaction that does not name a transaction of its charge point. Its identity is what it says. */
@AggregateRoot(type = "StrayStop")
@Revision("2")
public final class StrayStop {

    @AggregateIdentifier
    private @Nullable String key;

    private @Nullable IdTagInfo answer;
    private @Nullable StrayStopKept kept;

    StrayStop() {}

    /** The key of a stop: the same for a resent one. */
    static String keyOf(StopTransaction stop) {
        return "stray-stop-%s-%d-%s-%s-%s"
                .formatted(
                        stop.chargePointId().value().toLowerCase(Locale.ROOT),
                        stop.transactionId(),
                        stop.stoppedAt(),
                        stop.meterStopWh(),
                        stop.idTag() == null ? "" : stop.idTag().value().toLowerCase(Locale.ROOT));
    }

    boolean isOnRecord() {
        return key != null;
    }

    @Nullable
    IdTagInfo answer() {
        return answer;
    }

    void assign(StopTransaction stop, TransactionId transactionId, @Nullable IdTagInfo answer) {
        apply(new StrayStopAssigned(keyOf(stop), stop.chargePointId(), transactionId, answer));
    }

    void keep(StopTransaction stop, AnomalyKind cause, @Nullable IdTagInfo answer) {
        apply(new StrayStopKept(
                keyOf(stop),
                stop.chargePointId(),
                cause,
                stop.transactionId(),
                stop.meterStopWh(),
                stop.stoppedAt(),
                stop.reason(),
                stop.idTag(),
                answer,
                stop.transactionData(),
                stop.receivedAt(),
                stop.raw()));
    }

    void reconcile(TransactionId transactionId, ReconciliationRule rule, String evidence, Instant at) {
        StrayStopKept stop = Objects.requireNonNull(kept);
        apply(new StrayStopReconciled(stop.stopKey(), stop.chargePointId(), transactionId, rule, evidence, at));
    }

    /**
     * Whether it may be of a transaction whose start has not come yet. Where it names one that we have not given, only an
     * idTag ties it to any.
     */
    static boolean mayBeEarly(AnomalyKind cause, @Nullable IdTagId idTag) {
        return switch (cause) {
            case UNASSIGNED_STOP -> true;
            case UNKNOWN_TRANSACTION -> idTag != null;
            default -> false;
        };
    }

    /** What the charge point said, as long as it may fit what comes. */
    StopTransaction said() {
        StrayStopKept stop = Objects.requireNonNull(kept);
        return new StopTransaction(
                stop.chargePointId(),
                stop.claimedTransactionId(),
                stop.meterStopWh(),
                stop.claimedAt(),
                stop.idTag(),
                stop.reason(),
                stop.transactionData(),
                stop.receivedAt(),
                stop.raw());
    }

    @EventSourcingHandler
    void on(StrayStopEvent event) {
        switch (event) {
            case StrayStopAssigned assigned -> {
                key = assigned.stopKey();
                answer = assigned.answer();
            }
            case StrayStopKept stop -> {
                key = stop.stopKey();
                answer = stop.answer();
                kept = mayBeEarly(stop.cause(), stop.idTag()) ? stop : null;
            }
            case StrayStopReconciled _ -> kept = null;
        }
    }
}
