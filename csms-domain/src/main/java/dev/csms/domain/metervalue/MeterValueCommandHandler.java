package dev.csms.domain.metervalue;

import dev.csms.domain.Aggregates;
import dev.csms.domain.ClaimedTime;
import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.Anomalies;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.OpenTransaction;
import dev.csms.domain.metervalue.MeterValueCommand.RecordMeterValues;
import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.transaction.Transaction;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Records meter values with the transaction that they belong to; never changes that transaction. */
public final class MeterValueCommandHandler {

    private final Aggregates aggregates;
    private final FactLog facts;

    public MeterValueCommandHandler(Aggregates aggregates, FactLog facts) {
        this.aggregates = aggregates;
        this.facts = facts;
    }

    @CommandHandler
    void handle(RecordMeterValues command) {
        Aggregate<ChargePoint> chargePoint = aggregates
                .repository(ChargePoint.class)
                .load(command.chargePointId().toString());
        Belonging belonging = belonging(command, chargePoint);
        Long claimed = command.transactionId();
        boolean asClaimed = belonging.transactionId() != null
                && claimed != null
                && claimed == belonging.transactionId().value();
        facts.recordOnce(
                "MeterValues",
                MeterValueKey.of(command),
                new MeterValuesReceived(
                        command.chargePointId(),
                        command.connectorId(),
                        belonging.transactionId(),
                        belonging.attribution(),
                        asClaimed ? null : claimed,
                        MeterValue.timed(command.meterValues(), command.receivedAt()),
                        command.receivedAt(),
                        command.raw()));
        Anomalies anomalies = new Anomalies(
                facts, command.chargePointId(), command.connectorId(), claimed, command.raw(), command.receivedAt());
        if (belonging.anomaly() != null) {
            anomalies.detect(belonging.anomaly(), "MeterValues for transaction " + claimed + ", " + belonging.why());
        }
        MeterValue.implausibleTime(command.meterValues(), command.receivedAt())
                .ifPresent(time -> anomalies.check(ClaimedTime.of(time, command.receivedAt()), "meter values sampled"));
    }

    /** Where meter values belong, and what is odd about what they claim. */
    private record Belonging(
            @Nullable TransactionId transactionId,
            Attribution attribution,
            @Nullable AnomalyKind anomaly,
            String why) {

        static Belonging to(@Nullable TransactionId transactionId, Attribution attribution) {
            return new Belonging(transactionId, attribution, null, "");
        }
    }

    private Belonging belonging(RecordMeterValues command, Aggregate<ChargePoint> chargePoint) {
        Long claimed = command.transactionId();
        if (claimed == null || claimed <= 0) {
            Optional<TransactionId> open = openOn(command, chargePoint).map(OpenTransaction::transactionId);
            if (open.isPresent()) {
                return Belonging.to(open.get(), Attribution.BY_CONNECTOR);
            }
            // -1 and 0 stand for a transaction that the charge point never learnt the id of (errata 3.18)
            return Belonging.to(null, claimed == null ? Attribution.NONE : Attribution.UNASSIGNED);
        }
        if (chargePoint.invoke(point -> point.hasOpen(claimed))) {
            return Belonging.to(new TransactionId(claimed.intValue()), Attribution.CLAIMED);
        }
        if (claimed > Integer.MAX_VALUE) {
            return new Belonging(
                    null, Attribution.UNASSIGNED, AnomalyKind.UNKNOWN_TRANSACTION, "which was never started");
        }
        TransactionId id = new TransactionId(claimed.intValue());
        return aggregates
                .ask(
                        Transaction.class,
                        id,
                        transaction ->
                                new Ended(transaction.belongsTo(command.chargePointId()), transaction.stoppedAt()))
                .map(ended -> ended.own()
                        ? ofEnded(id, ended.stoppedAt(), command, chargePoint)
                        : new Belonging(
                                null,
                                Attribution.UNASSIGNED,
                                AnomalyKind.FOREIGN_TRANSACTION,
                                "which is another charge point's"))
                .orElseGet(() -> new Belonging(
                        null, Attribution.UNASSIGNED, AnomalyKind.UNKNOWN_TRANSACTION, "which was never started"));
    }

    /**
     * A transaction that is not open, as far as we know.
     *
     * @param own whether it is of the charge point that asks
     */
    private record Ended(boolean own, @Nullable Instant stoppedAt) {}

    /** Some charge points go on with the id of their last transaction when the next one has begun. */
    private static Belonging ofEnded(
            TransactionId id,
            @Nullable Instant stoppedAt,
            RecordMeterValues command,
            Aggregate<ChargePoint> chargePoint) {
        Instant sampledAt = sampledAt(command);
        return openOn(command, chargePoint)
                .filter(running -> !sampledAt.isBefore(running.startedAt())) // both by the charge point's clock
                .filter(_ -> stoppedAt == null || sampledAt.isAfter(stoppedAt))
                .map(OpenTransaction::transactionId)
                .map(running -> new Belonging(
                        running,
                        Attribution.BY_CONNECTOR,
                        AnomalyKind.ENDED_TRANSACTION,
                        "which had ended; transaction " + running.value() + " was running"))
                .orElse(Belonging.to(id, Attribution.CLAIMED));
    }

    private static Optional<OpenTransaction> openOn(RecordMeterValues command, Aggregate<ChargePoint> chargePoint) {
        if (command.connectorId() == 0) {
            return Optional.empty();
        }
        List<OpenTransaction> open =
                chargePoint.invoke(point -> point.openAt(command.connectorId(), sampledAt(command)));
        return open.size() == 1 ? Optional.of(open.getFirst()) : Optional.empty();
    }

    private static Instant sampledAt(RecordMeterValues command) {
        return command.meterValues().isEmpty()
                ? command.receivedAt()
                : ClaimedTime.of(command.meterValues().getFirst().sampledAt(), command.receivedAt())
                        .effective();
    }
}
