package dev.csms.domain.transaction;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.transaction.TransactionStartEvent.TransactionIdAssigned;
import java.util.Locale;
import java.util.Objects;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * One StartTransaction as a charge point says it. Its identity is what it says (charge point, connector, idTag, time,
 * meter), so that the event store itself keeps it from getting a second transaction id, at any age.
 */
@AggregateRoot(type = "TransactionStart")
@Revision("1")
public final class TransactionStart {

    @AggregateIdentifier
    private @Nullable String key;

    private @Nullable TransactionId transactionId;

    TransactionStart() {}

    static TransactionStart assigned(String key, TransactionId transactionId) {
        TransactionStart start = new TransactionStart();
        apply(new TransactionIdAssigned(key, transactionId));
        return start;
    }

    /** The key of a start: the same for a resent one (OCPP 1.6 §4.8; resending: §3.7.1). */
    static String keyOf(TransactionCommand.StartTransaction start) {
        ChargePointId chargePoint = start.chargePointId();
        return "transaction-start-%s-%d-%s-%s-%s"
                .formatted(
                        chargePoint.value().toLowerCase(Locale.ROOT),
                        start.connectorId(),
                        start.startedAt(),
                        start.meterStartWh(),
                        start.idTag().value().toLowerCase(Locale.ROOT));
    }

    /** The key of another start that says the same, of which its time does not tell that it is another. */
    static String keyOf(String key, TransactionId another) {
        return key + "-" + another.value();
    }

    TransactionId transactionId() {
        return Objects.requireNonNull(transactionId);
    }

    @EventSourcingHandler
    void on(TransactionIdAssigned assigned) {
        key = assigned.startKey();
        transactionId = assigned.transactionId();
    }
}
