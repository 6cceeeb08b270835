package dev.csms.domain.transaction;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.ClaimedTime;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import dev.csms.domain.transaction.TransactionCommand.StopTransaction;
import dev.csms.domain.transaction.TransactionEvent.TransactionClosedAdministratively;
import dev.csms.domain.transaction.TransactionEvent.TransactionReopened;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** One charging transaction: whose it is, and whether it is open, stopped or held to be over. */
@AggregateRoot(type = "Transaction")
@Revision("2")
public final class Transaction {

    enum State {
        OPEN,
        STOPPED,
        CLOSED_ADMINISTRATIVELY
    }

    @AggregateIdentifier
    private @Nullable TransactionId id;

    private @Nullable TransactionStarted started;
    private @Nullable TransactionStopped stopped;
    private State state = State.OPEN;

    Transaction() {}

    static Transaction started(TransactionId id, StartTransaction start, ClaimedTime time, IdTagInfo authorization) {
        Transaction transaction = new Transaction();
        apply(new TransactionStarted(
                id,
                start.chargePointId(),
                start.connectorId(),
                start.idTag(),
                authorization,
                start.meterStartWh(),
                time.effective(),
                time.claimed(),
                start.reservationId(),
                start.receivedAt(),
                start.raw()));
        return transaction;
    }

    /** What a report of the stop comes to: the first one stands. */
    StopEffect effectOf(StopTransaction stop) {
        if (state != State.STOPPED) {
            return StopEffect.STOPPED;
        }
        return saysTheSame(stop) ? StopEffect.REPEATED : StopEffect.CONFLICTING;
    }

    /**
     * Its charge point reports the stop, which it has not done yet. After an administrative closing that corrects it.
     *
     * @param answer the standing of the tag that was presented to stop, if one was
     */
    void stop(StopTransaction stop, ClaimedTime time, @Nullable IdTagInfo answer) {
        if (state == State.CLOSED_ADMINISTRATIVELY) {
            apply(new TransactionReopened(
                    id(),
                    started().chargePointId(),
                    "its StopTransaction came, saying that it ended at " + time.effective(),
                    stop.receivedAt()));
        }
        TransactionId own = id();
        apply(new TransactionStopped(
                own,
                started().chargePointId(),
                started().connectorId(),
                stop.meterStopWh(),
                time.effective(),
                time.claimed(),
                stop.reason(),
                stop.transactionId() == own.value() ? null : stop.transactionId(),
                stop.idTag(),
                answer,
                MeterValue.timed(stop.transactionData(), stop.receivedAt()),
                stop.receivedAt(),
                stop.raw()));
    }

    /** @param endedBy not after this time, by the evidence */
    void closeAdministratively(ClosingRule rule, String evidence, Instant endedBy, Instant now) {
        if (state == State.OPEN) {
            apply(new TransactionClosedAdministratively(
                    id(), started().chargePointId(), started().connectorId(), rule, evidence, endedBy, now));
        }
    }

    TransactionId id() {
        return started().transactionId();
    }

    public boolean belongsTo(ChargePointId chargePointId) {
        return started().chargePointId().equals(chargePointId);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** When it stopped, by its StopTransaction; null before that has come. */
    public @Nullable Instant stoppedAt() {
        return stopped == null ? null : stopped.stoppedAt();
    }

    int connectorId() {
        return started().connectorId();
    }

    IdTagId idTag() {
        return started().idTag();
    }

    IdTagInfo authorization() {
        return started().authorization();
    }

    @Nullable
    Long meterStartWh() {
        return started().meterStartWh();
    }

    /** The answer that the first StopTransaction got, if it has come. */
    StopAnswer stopAnswer() {
        return new StopAnswer(stopped == null ? null : stopped.answer());
    }

    private boolean saysTheSame(StopTransaction stop) {
        TransactionStopped first = Objects.requireNonNull(stopped);
        return Objects.equals(first.meterStopWh(), stop.meterStopWh())
                && Objects.equals(first.claimedAt(), stop.stoppedAt())
                && first.reason() == stop.reason();
    }

    private TransactionStarted started() {
        return Objects.requireNonNull(started);
    }

    @EventSourcingHandler
    void on(TransactionEvent event) {
        switch (event) {
            case TransactionStarted start -> {
                id = start.transactionId();
                started = start;
            }
            case TransactionStopped stop -> {
                // decisions ask for everything but the samples and the text
                stopped = new TransactionStopped(
                        stop.transactionId(),
                        stop.chargePointId(),
                        stop.connectorId(),
                        stop.meterStopWh(),
                        stop.stoppedAt(),
                        stop.claimedAt(),
                        stop.reason(),
                        stop.claimedTransactionId(),
                        stop.idTag(),
                        stop.answer(),
                        List.of(),
                        stop.receivedAt(),
                        null);
                state = State.STOPPED;
            }
            case TransactionClosedAdministratively _ -> state = State.CLOSED_ADMINISTRATIVELY;
            case TransactionReopened _ -> state = State.OPEN;
        }
    }
}
