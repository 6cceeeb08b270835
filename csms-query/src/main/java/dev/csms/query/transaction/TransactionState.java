package dev.csms.query.transaction;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.transaction.SessionEnergy;
import dev.csms.domain.transaction.TransactionEvent.TransactionClosedAdministratively;
import dev.csms.domain.transaction.TransactionEvent.TransactionReopened;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as its events and samples leave it.
 *
 * @param stopped without its samples
 */
record TransactionState(
        TransactionStarted started,
        @Nullable TransactionStopped stopped,
        @Nullable TransactionClosedAdministratively closed,
        @Nullable TransactionReopened reopened,
        RegisterSamples samples) {

    static TransactionState of(TransactionStarted started) {
        return new TransactionState(started, null, null, null, RegisterSamples.NONE);
    }

    TransactionState with(TransactionStopped stop) {
        return new TransactionState(started, stop, closed, reopened, samples);
    }

    TransactionState with(TransactionClosedAdministratively closing) {
        return new TransactionState(started, stopped, closing, reopened, samples);
    }

    TransactionState with(TransactionReopened reopening) {
        return new TransactionState(started, stopped, closed, reopening, samples);
    }

    /** With what the samples among these show that were taken while it ran, as far as that is known. */
    TransactionState with(List<MeterValue> meterValues) {
        return with(samples.with(span().within(meterValues)));
    }

    /** The same, of all its samples. */
    TransactionState withOnly(List<MeterValue> meterValues) {
        return with(RegisterSamples.NONE.with(span().within(meterValues)));
    }

    private TransactionState with(RegisterSamples more) {
        return new TransactionState(started, stopped, closed, reopened, more);
    }

    private SessionSpan span() {
        return SessionSpan.of(started, endedAt(), stopped);
    }

    TransactionStatus status() {
        if (stopped != null) {
            return TransactionStatus.STOPPED;
        }
        return closed != null && reopened == null ? TransactionStatus.CLOSED_ADMINISTRATIVELY : TransactionStatus.OPEN;
    }

    /** When it stopped, or by when it was over by the evidence. */
    @Nullable
    Instant endedAt() {
        return switch (status()) {
            case OPEN -> null;
            case STOPPED -> stopped == null ? null : stopped.stoppedAt();
            case CLOSED_ADMINISTRATIVELY -> closed == null ? null : closed.endedBy();
        };
    }

    SessionEnergy energy() {
        return SessionEnergy.of(new SessionEnergy.Evidence(
                started.meterStartWh(),
                stopped == null ? null : stopped.meterStopWh(),
                wh(samples.begin()),
                wh(samples.end()),
                wh(samples.first()),
                wh(samples.last()),
                started.startedAt(),
                endedAt()));
    }

    private static @Nullable BigDecimal wh(RegisterSamples.@Nullable Reading reading) {
        return reading == null ? null : reading.wh();
    }
}
