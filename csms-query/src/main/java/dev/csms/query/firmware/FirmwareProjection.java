package dev.csms.query.firmware;

import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.firmware.FirmwareImageEvent;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageAdded;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageDeleted;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageSigned;
import dev.csms.domain.firmware.FirmwareUpdateEvent;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareInstalled;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAbandoned;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAccepted;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateFailed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateProgressed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRefused;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateSuperseded;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateUnconfirmed;
import dev.csms.domain.firmware.FirmwareUpdateState;
import dev.csms.domain.operation.FileLocation;
import dev.csms.query.Keys;
import dev.csms.query.job.JobStepKind;
import dev.csms.query.job.JobSteps;
import dev.csms.query.job.JobSteps.Step;
import dev.csms.query.operation.OperationProjection;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Firmware images and firmware updates. */
@ProcessingGroup(FirmwareProjection.GROUP)
public final class FirmwareProjection {

    /** What is done to keep charge points in order: firmware and diagnostics. */
    public static final String GROUP = OperationProjection.GROUP;

    private static final FirmwareImageTable IMAGES = new FirmwareImageTable();
    private static final FirmwareUpdateTable UPDATES = new FirmwareUpdateTable();

    private final EventRows rows;

    public FirmwareProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(FirmwareImageEvent event, EventMessage<?> message) {
        rows.write(message, row -> row.change(IMAGES, event.imageId().value(), image -> after(image, event, message)));
    }

    private static @Nullable FirmwareImageView after(
            @Nullable FirmwareImageView image, FirmwareImageEvent event, EventMessage<?> message) {
        return switch (event) {
            case FirmwareImageAdded added ->
                image != null
                        ? image
                        : new FirmwareImageView(
                                added.imageId().value(),
                                EventRows.position(message),
                                added.name(),
                                added.sizeBytes(),
                                added.sha256(),
                                null,
                                null,
                                added.addedAt(),
                                null);
            case FirmwareImageSigned signed -> image == null ? null : image.signed(signed.signature());
            case FirmwareImageDeleted deleted -> image == null ? null : image.deleted(deleted.deletedAt());
        };
    }

    @EventHandler
    void on(FirmwareUpdateEvent event, EventMessage<?> message) {
        String id = event.firmwareUpdateId().value();
        rows.write(message, row -> {
            row.change(UPDATES, id, update -> after(update, event, message));
            JobSteps.write(row, message, id, step(event));
            row.announce(ChargePointChanged.of(event.chargePointId()));
        });
    }

    private static @Nullable FirmwareUpdateView after(
            @Nullable FirmwareUpdateView update, FirmwareUpdateEvent event, EventMessage<?> message) {
        if (update == null) {
            return event instanceof FirmwareUpdateRequested requested ? requested(requested, message) : null;
        }
        FirmwareUpdateState state = update.state().after(event);
        return switch (event) {
            case FirmwareUpdateRequested _ -> update;
            case FirmwareUpdateAccepted accepted -> update.in(state, accepted.acceptedAt());
            case FirmwareUpdateAbandoned abandoned -> update.in(state, abandoned.abandonedAt());
            case FirmwareUpdateRefused refused ->
                update.withProblem(
                        state, JobSteps.problem(refused.errorCode(), refused.description()), refused.refusedAt());
            case FirmwareUpdateUnconfirmed unconfirmed ->
                update.withProblem(state, unconfirmed.cause().name(), unconfirmed.at());
            case FirmwareUpdateProgressed progress -> update.reported(state, progress.status(), progress.receivedAt());
            case FirmwareInstalled installed ->
                update.reported(state, FirmwareStatus.INSTALLED, installed.receivedAt());
            case FirmwareUpdateFailed failed -> update.reported(state, failed.status(), failed.receivedAt());
            case FirmwareUpdateSuperseded superseded ->
                update.superseded(state, superseded.supersededBy().value(), superseded.supersededAt());
        };
    }

    private static FirmwareUpdateView requested(FirmwareUpdateRequested requested, EventMessage<?> message) {
        return new FirmwareUpdateView(
                requested.firmwareUpdateId().value(),
                Keys.of(requested.chargePointId()),
                EventRows.position(message),
                FirmwareUpdateState.REQUESTED,
                requested.location(),
                FileLocation.imageOf(requested.location()).orElse(null),
                requested.retrieveDate(),
                requested.retries(),
                requested.retryInterval(),
                requested.installDate(),
                requested.requestId(),
                null,
                null,
                null,
                null,
                requested.requestedAt(),
                requested.requestedAt());
    }

    private static Step step(FirmwareUpdateEvent event) {
        return switch (event) {
            case FirmwareUpdateRequested requested -> Step.of(JobStepKind.REQUESTED, requested.requestedAt());
            case FirmwareUpdateAccepted accepted -> Step.of(JobStepKind.ACCEPTED, accepted.acceptedAt());
            case FirmwareUpdateAbandoned abandoned -> Step.of(JobStepKind.ABANDONED, abandoned.abandonedAt());
            case FirmwareUpdateRefused refused ->
                Step.of(
                        JobStepKind.REFUSED,
                        JobSteps.problem(refused.errorCode(), refused.description()),
                        refused.refusedAt());
            case FirmwareUpdateUnconfirmed unconfirmed ->
                Step.of(JobStepKind.UNCONFIRMED, unconfirmed.cause().name(), unconfirmed.at());
            case FirmwareUpdateProgressed progress -> Step.reported(progress.status(), progress.receivedAt());
            case FirmwareInstalled installed -> Step.reported(FirmwareStatus.INSTALLED, installed.receivedAt());
            case FirmwareUpdateFailed failed -> Step.reported(failed.status(), failed.receivedAt());
            case FirmwareUpdateSuperseded superseded ->
                Step.of(JobStepKind.SUPERSEDED, superseded.supersededBy().value(), superseded.supersededAt());
        };
    }
}
