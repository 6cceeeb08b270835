package dev.csms.domain.diagnostics;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.LogStatus;
import dev.csms.domain.diagnostics.DiagnosticsCommand.ReceiveDiagnosticsFile;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsFileReceived;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadAbandoned;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadAccepted;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadFailed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadProgressed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRefused;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRequested;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadSuperseded;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadUnconfirmed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploaded;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.NoDiagnosticsAvailable;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Job;
import dev.csms.domain.operation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * One upload of the diagnostics of one charge point, or of one of its logs. Its messages may come out of order, twice or
 * not at all, and after a failure the charge point may try again. Only after GetLog do they say which upload they are
 * about.
 */
@AggregateRoot(type = "DiagnosticsUpload")
@Revision("2")
public final class DiagnosticsUpload implements Job<DiagnosticsUploadId> {

    /** More than any charge point has to say at once. */
    public static final int MOST_FILES = 10;

    /** How long after the last sign of it an upload may still be going on. */
    private static final Duration SILENCE = Duration.ofDays(1);

    @AggregateIdentifier
    private @Nullable DiagnosticsUploadId id;

    private @Nullable ChargePointId chargePointId;
    private @Nullable DiagnosticsUploadId replaces;
    private DiagnosticsUploadState state = DiagnosticsUploadState.REQUESTED;
    private @Nullable DiagnosticsStatus lastStatus;
    private Instant activeAt = Instant.EPOCH;

    /** SHA-256 of what has been received. */
    private final Set<String> received = new HashSet<>();

    DiagnosticsUpload() {}

    void begin(DiagnosticsUploadRequested requested) {
        if (id == null) {
            apply(requested);
        }
    }

    @Override
    public void conclude(Outcome outcome, Instant at) {
        switch (outcome) {
            case Outcome.Answered answered -> {
                if (outcome.isAccepted()) {
                    answered(answered.answer(), at);
                } else {
                    refused(String.valueOf(answered.status()), "", at);
                }
            }
            case Outcome.Failed failed -> refused(failed.errorCode(), failed.description(), at);
            case Outcome.Lost lost -> apply(new DiagnosticsUploadUnconfirmed(id(), chargePoint(), lost.cause(), at));
            case Outcome.NotSent _ -> {}
        }
    }

    private void refused(String errorCode, String description, Instant at) {
        apply(new DiagnosticsUploadRefused(id(), chargePoint(), errorCode, description, at));
    }

    private void answered(Answer answer, Instant at) {
        String fileName = answer instanceof Answer.DiagnosticsFile file ? file.fileName() : null;
        if (fileName == null || fileName.isBlank()) {
            apply(new NoDiagnosticsAvailable(id(), chargePoint(), at));
        } else {
            apply(new DiagnosticsUploadAccepted(id(), chargePoint(), fileName, at));
        }
    }

    @Override
    public void abandon(Instant at) {
        if (state.isOpen()) {
            apply(new DiagnosticsUploadAbandoned(id(), chargePoint(), at));
        }
    }

    /** A report that is of something else, or a repetition, is no news. */
    void report(DiagnosticsStatus status, Instant receivedAt) {
        report(status, null, receivedAt);
    }

    /** The same, where the charge point has said more exactly what failed. */
    void report(DiagnosticsStatus status, @Nullable LogStatus reason, Instant receivedAt) {
        if (takes(receivedAt) && status != lastStatus) {
            switch (status) {
                case UPLOADED -> apply(new DiagnosticsUploaded(id(), chargePoint(), receivedAt));
                case UPLOAD_FAILED -> apply(new DiagnosticsUploadFailed(id(), chargePoint(), reason, receivedAt));
                case UPLOADING, IDLE -> apply(new DiagnosticsUploadProgressed(id(), chargePoint(), status, receivedAt));
            }
        }
    }

    /** Some charge points name no file and upload one all the same. */
    private boolean takes(Instant at) {
        return switch (state) {
            case REQUESTED, ACCEPTED, UNKNOWN, UNDER_WAY -> true;
            case FAILED, NOTHING_TO_UPLOAD -> at.isBefore(activeAt.plus(SILENCE));
            case UPLOADED, REFUSED, ABANDONED, SUPERSEDED -> false;
        };
    }

    @CommandHandler
    FileReceipt handle(ReceiveDiagnosticsFile receive) {
        if (received.contains(receive.file().sha256())) {
            return FileReceipt.KNOWN;
        }
        if (received.size() >= MOST_FILES) {
            return FileReceipt.TOO_MANY;
        }
        apply(new DiagnosticsFileReceived(id(), chargePoint(), receive.file(), receive.receivedAt()));
        return FileReceipt.KEPT;
    }

    @Override
    public void supersede(DiagnosticsUploadId newer, Instant at) {
        if (state.isOpen()) {
            apply(new DiagnosticsUploadSuperseded(id(), chargePoint(), newer, at));
        }
    }

    @Override
    public boolean isUnderWay(Instant at) {
        return state.isOpen() && at.isBefore(activeAt.plus(SILENCE));
    }

    @Override
    public boolean isOpen() {
        return state.isOpen();
    }

    @Override
    public @Nullable DiagnosticsUploadId displaces(Outcome outcome) {
        boolean givenUp = outcome.is(Outcome.ACCEPTED_CANCELED);
        return givenUp || outcome.isAccepted() && isOpen() ? replaces : null;
    }

    private DiagnosticsUploadId id() {
        return Objects.requireNonNull(id);
    }

    private ChargePointId chargePoint() {
        return Objects.requireNonNull(chargePointId);
    }

    @EventSourcingHandler
    void on(DiagnosticsUploadEvent event) {
        state = state.after(event);
        switch (event) {
            case DiagnosticsUploadRequested requested -> {
                id = requested.diagnosticsUploadId();
                chargePointId = requested.chargePointId();
                replaces = requested.replaces();
                activeAt = requested.requestedAt();
            }
            case DiagnosticsUploadAccepted accepted -> activeAt = accepted.acceptedAt();
            case NoDiagnosticsAvailable answered -> activeAt = answered.answeredAt();
            case DiagnosticsUploadUnconfirmed unconfirmed -> activeAt = unconfirmed.at();
            case DiagnosticsUploadProgressed progress -> reported(progress.status(), progress.receivedAt());
            case DiagnosticsUploaded uploaded -> reported(DiagnosticsStatus.UPLOADED, uploaded.receivedAt());
            case DiagnosticsUploadFailed failed -> reported(DiagnosticsStatus.UPLOAD_FAILED, failed.receivedAt());
            case DiagnosticsFileReceived file -> {
                received.add(file.file().sha256());
                activeAt = file.receivedAt();
            }
            case DiagnosticsUploadRefused _, DiagnosticsUploadAbandoned _, DiagnosticsUploadSuperseded _ -> {}
        }
    }

    private void reported(DiagnosticsStatus status, Instant at) {
        lastStatus = status;
        activeAt = at;
    }
}
