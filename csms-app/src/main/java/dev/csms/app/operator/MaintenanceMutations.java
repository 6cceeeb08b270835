package dev.csms.app.operator;

import static dev.csms.app.operator.FirmwareLocations.notNegative;

import dev.csms.app.file.FileKind;
import dev.csms.app.file.FileStore;
import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.firmware.FirmwareImageCommand.DeleteFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageId;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.LogType;
import dev.csms.domain.operation.Request.GetDiagnostics;
import dev.csms.domain.operation.Request.GetLog;
import dev.csms.domain.operation.Request.UpdateFirmware;
import dev.csms.domain.operation.RequestIds;
import dev.csms.query.firmware.FirmwareImageQueries;
import dev.csms.query.firmware.FirmwareImageView;
import dev.csms.query.firmware.FirmwareProjection;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator does to keep charge points in order: their firmware, their diagnostics and their logs. */
@Controller
final class MaintenanceMutations {

    private final OperationRequests requests;
    private final OperatorCommands operator;
    private final FirmwareLocations locations;
    private final FirmwareImageQueries images;
    private final FileStore files;
    private final RequestIds requestIds;
    private final InstantSource clock;

    MaintenanceMutations(
            OperationRequests requests,
            OperatorCommands operator,
            FirmwareLocations locations,
            FirmwareImageQueries images,
            FileStore files,
            RequestIds requestIds,
            InstantSource clock) {
        this.requests = requests;
        this.operator = operator;
        this.locations = locations;
        this.images = images;
        this.files = files;
        this.requestIds = requestIds;
        this.clock = clock;
    }

    record DeleteFirmwareImagePayload(boolean deleted, FirmwareImageView image) {}

    @MutationMapping
    OperationPayload updateFirmware(
            @Argument String chargePointId,
            @Argument @Nullable String imageId,
            @Argument @Nullable String location,
            @Argument @Nullable Instant retrieveDate,
            @Argument @Nullable Integer retries,
            @Argument @Nullable Integer retryInterval,
            Asking asking) {
        Instant begin = retrieveDate == null ? clock.instant() : retrieveDate;
        return requests.request(
                asking,
                chargePointId,
                () -> new UpdateFirmware(
                        locations.of(imageId, location, begin),
                        begin,
                        notNegative("retries", retries),
                        notNegative("retryInterval", retryInterval)));
    }

    @MutationMapping
    OperationPayload getDiagnostics(
            @Argument String chargePointId,
            @Argument @Nullable String location,
            @Argument @Nullable Instant startTime,
            @Argument @Nullable Instant stopTime,
            @Argument @Nullable Integer retries,
            @Argument @Nullable Integer retryInterval,
            Asking asking) {
        return requests.request(
                asking,
                chargePointId,
                id -> new GetDiagnostics(
                        location == null ? FileLocation.ofDiagnostics(id.value()) : locations.checked(location),
                        notNegative("retries", retries),
                        notNegative("retryInterval", retryInterval),
                        startTime,
                        stopTime));
    }

    @MutationMapping
    OperationPayload getLog(
            @Argument String chargePointId,
            @Argument LogType logType,
            @Argument @Nullable String location,
            @Argument @Nullable Instant oldestTimestamp,
            @Argument @Nullable Instant latestTimestamp,
            @Argument @Nullable Integer retries,
            @Argument @Nullable Integer retryInterval,
            Asking asking) {
        return requests.request(
                asking,
                chargePointId,
                id -> new GetLog(
                        logType,
                        requestIds.next(),
                        location == null ? FileLocation.ofDiagnostics(id.value()) : locations.checked(location),
                        oldestTimestamp,
                        latestTimestamp,
                        notNegative("retries", retries),
                        notNegative("retryInterval", retryInterval)));
    }

    @MutationMapping
    DeleteFirmwareImagePayload deleteFirmwareImage(@Argument String imageId) {
        FirmwareImageId id = FirmwareLocations.imageId(imageId);
        String subject = "firmware image " + id.value();
        boolean deleted =
                operator.send("deleteFirmwareImage", null, subject, () -> new DeleteFirmwareImage(id, clock.instant()));
        files.delete(FileKind.FIRMWARE, id.value());
        return new DeleteFirmwareImagePayload(
                deleted, operator.readBack(FirmwareProjection.GROUP, () -> images.image(id.value()), subject));
    }
}
