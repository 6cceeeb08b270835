package dev.csms.domain.transaction;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopAssigned;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopKept;
import dev.csms.domain.transaction.TransactionCommand.StopTransaction;
import java.util.Locale;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** A StopTransaction that does not name a transaction of its charge point. Its identity is what it says. */
@AggregateRoot(type = "StrayStop")
@Revision("1")
public final class StrayStop {

    @AggregateIdentifier
    private @Nullable String key;

    private @Nullable IdTagInfo answer;

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

    @EventSourcingHandler
    void on(StrayStopEvent event) {
        key = event.stopKey();
        answer = switch (event) {
            case StrayStopAssigned assigned -> assigned.answer();
            case StrayStopKept kept -> kept.answer();
        };
    }
}
