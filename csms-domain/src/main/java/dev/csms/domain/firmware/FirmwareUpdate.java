package dev.csms.domain.firmware;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareInstalled;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAbandoned;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAccepted;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateFailed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateProgressed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRefused;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateSuperseded;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateUnconfirmed;
import dev.csms.domain.operation.Job;
import dev.csms.domain.operation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * One update of the firmware of one charge point. Its messages may come out of order, twice or not at all, and after a
 * failure the charge point may try again. Only where the firmware is signed do they say which update they are about.
 */
@AggregateRoot(type = "FirmwareUpdate")
@Revision("2")
public final class FirmwareUpdate implements Job<FirmwareUpdateId> {

    /** How long after the last sign of it an update may still be going on. */
    private static final Duration SILENCE = Duration.ofDays(1);

    @AggregateIdentifier
    private @Nullable FirmwareUpdateId id;

    private @Nullable ChargePointId chargePointId;
    private @Nullable FirmwareUpdateId replaces;
    private FirmwareUpdateState state = FirmwareUpdateState.REQUESTED;
    private @Nullable FirmwareStatus lastStatus;

    /** When it was last heard of, or is to begin: from then on, silence means that nothing is going on. */
    private Instant activeAt = Instant.EPOCH;

    FirmwareUpdate() {}

    void begin(FirmwareUpdateRequested requested) {
        if (id == null) {
            apply(requested);
        }
    }

    @Override
    public void conclude(Outcome outcome, Instant at) {
        switch (outcome) {
            case Outcome.Answered answered -> {
                if (outcome.isAccepted()) {
                    apply(new FirmwareUpdateAccepted(id(), chargePoint(), at));
                } else {
                    refused(String.valueOf(answered.status()), "", at);
                }
            }
            case Outcome.Failed failed -> refused(failed.errorCode(), failed.description(), at);
            case Outcome.Lost lost -> apply(new FirmwareUpdateUnconfirmed(id(), chargePoint(), lost.cause(), at));
            case Outcome.NotSent _ -> {}
        }
    }

    private void refused(String errorCode, String description, Instant at) {
        apply(new FirmwareUpdateRefused(id(), chargePoint(), errorCode, description, at));
    }

    @Override
    public void abandon(Instant at) {
        if (state.isOpen()) {
            apply(new FirmwareUpdateAbandoned(id(), chargePoint(), at));
        }
    }

    /** A report that is of something else, or a repetition, is no news. */
    void report(FirmwareStatus status, Instant receivedAt) {
        if (takes(receivedAt) && status != lastStatus) {
            switch (status) {
                case INSTALLED -> apply(new FirmwareInstalled(id(), chargePoint(), receivedAt));
                case DOWNLOAD_FAILED, INVALID_SIGNATURE, INSTALL_VERIFICATION_FAILED, INSTALLATION_FAILED ->
                    apply(new FirmwareUpdateFailed(id(), chargePoint(), status, receivedAt));
                case DOWNLOAD_SCHEDULED,
                        DOWNLOADING,
                        DOWNLOAD_PAUSED,
                        DOWNLOADED,
                        SIGNATURE_VERIFIED,
                        INSTALL_SCHEDULED,
                        INSTALLING,
                        INSTALL_REBOOTING,
                        IDLE -> apply(new FirmwareUpdateProgressed(id(), chargePoint(), status, receivedAt));
            }
        }
    }

    private boolean takes(Instant at) {
        return switch (state) {
            case REQUESTED, ACCEPTED, UNKNOWN, UNDER_WAY -> true;
            case FAILED -> at.isBefore(activeAt.plus(SILENCE));
            case INSTALLED, REFUSED, ABANDONED, SUPERSEDED -> false;
        };
    }

    @Override
    public void supersede(FirmwareUpdateId newer, Instant at) {
        if (state.isOpen()) {
            apply(new FirmwareUpdateSuperseded(id(), chargePoint(), newer, at));
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
    public @Nullable FirmwareUpdateId displaces(Outcome outcome) {
        return outcome.isAccepted() && isOpen() ? replaces : null;
    }

    private FirmwareUpdateId id() {
        return Objects.requireNonNull(id);
    }

    private ChargePointId chargePoint() {
        return Objects.requireNonNull(chargePointId);
    }

    @EventSourcingHandler
    void on(FirmwareUpdateEvent event) {
        state = state.after(event);
        switch (event) {
            case FirmwareUpdateRequested requested -> {
                id = requested.firmwareUpdateId();
                chargePointId = requested.chargePointId();
                replaces = requested.replaces();
                active(requested.requestedAt());
                active(requested.retrieveDate());
                if (requested.installDate() != null) {
                    active(requested.installDate());
                }
            }
            case FirmwareUpdateAccepted accepted -> active(accepted.acceptedAt());
            case FirmwareUpdateUnconfirmed unconfirmed -> active(unconfirmed.at());
            case FirmwareUpdateProgressed progress -> reported(progress.status(), progress.receivedAt());
            case FirmwareInstalled installed -> reported(FirmwareStatus.INSTALLED, installed.receivedAt());
            case FirmwareUpdateFailed failed -> reported(failed.status(), failed.receivedAt());
            case FirmwareUpdateRefused _, FirmwareUpdateAbandoned _, FirmwareUpdateSuperseded _ -> {}
        }
    }

    private void reported(FirmwareStatus status, Instant at) {
        lastStatus = status;
        active(at);
    }

    private void active(Instant at) {
        if (at.isAfter(activeAt)) {
            activeAt = at;
        }
    }
}
