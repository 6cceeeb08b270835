package dev.csms.app.operator;

import dev.csms.app.CsmsSettings;
import dev.csms.app.file.FileKind;
import dev.csms.app.file.FileStore;
import dev.csms.app.operator.OperationRequests.OperationOptions;
import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.firmware.FirmwareImageCommand.DeleteFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageId;
import dev.csms.domain.operation.AddressRules;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request.GetDiagnostics;
import dev.csms.domain.operation.Request.UpdateFirmware;
import dev.csms.query.firmware.FirmwareImageQueries;
import dev.csms.query.firmware.FirmwareImageView;
import dev.csms.query.firmware.FirmwareProjection;
import dev.csms.query.graphql.QueryProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator does to keep charge points in order: their firmware and their diagnostics. */
@Controller
final class MaintenanceMutations {

    private static final int LONGEST_FILE_NAME = 64;

    private final OperationRequests requests;
    private final OperatorCommands operator;
    private final FirmwareImageQueries images;
    private final FileStore files;
    private final Duration urlValidity;
    private final AddressRules addresses;
    private final InstantSource clock;

    MaintenanceMutations(
            OperationRequests requests,
            OperatorCommands operator,
            FirmwareImageQueries images,
            FileStore files,
            CsmsSettings settings,
            InstantSource clock) {
        this.requests = requests;
        this.operator = operator;
        this.images = images;
        this.files = files;
        this.urlValidity = settings.files().urlValidity();
        this.addresses = settings.files().addresses();
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
            @Argument @Nullable OperationOptions options) {
        Instant begin = retrieveDate == null ? clock.instant() : retrieveDate;
        return requests.request(
                "updateFirmware",
                chargePointId,
                new UpdateFirmware(
                        firmware(imageId, location, begin),
                        begin,
                        notNegative("retries", retries),
                        notNegative("retryInterval", retryInterval)),
                options);
    }

    private String firmware(@Nullable String imageId, @Nullable String location, Instant begin) {
        if (location != null && imageId == null) {
            return checked(location);
        }
        if (imageId == null || location != null) {
            throw QueryProblem.badUserInput("firmware is either an imageId or a location");
        }
        FirmwareImageId id = imageId(imageId);
        if (begin.isAfter(clock.instant().plus(urlValidity))) {
            throw QueryProblem.badUserInput("the charge point gets a URL that is good for " + urlValidity.toHours()
                    + " h (csms.files.url-validity); retrieveDate must be earlier than that");
        }
        String name = images.image(id.value()).map(FirmwareImageView::name).orElse("firmware");
        return FileLocation.ofFirmware(id.value(), fileName(name));
    }

    /** As much of a name as can stand in any URL; charge points tell by its end what is in the file. */
    private static String fileName(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[.]+", "");
        return safe.isEmpty() ? "firmware" : safe.substring(Math.max(0, safe.length() - LONGEST_FILE_NAME));
    }

    @MutationMapping
    OperationPayload getDiagnostics(
            @Argument String chargePointId,
            @Argument @Nullable String location,
            @Argument @Nullable Instant startTime,
            @Argument @Nullable Instant stopTime,
            @Argument @Nullable Integer retries,
            @Argument @Nullable Integer retryInterval,
            @Argument @Nullable OperationOptions options) {
        OperationId id = OperationId.random();
        return requests.request(
                id,
                "getDiagnostics",
                chargePointId,
                new GetDiagnostics(
                        location == null ? FileLocation.ofDiagnostics(id.value()) : checked(location),
                        notNegative("retries", retries),
                        notNegative("retryInterval", retryInterval),
                        startTime,
                        stopTime),
                options);
    }

    @MutationMapping
    DeleteFirmwareImagePayload deleteFirmwareImage(@Argument String imageId) {
        FirmwareImageId id = imageId(imageId);
        String subject = "firmware image " + id.value();
        boolean deleted =
                operator.send("deleteFirmwareImage", null, subject, () -> new DeleteFirmwareImage(id, clock.instant()));
        files.delete(FileKind.FIRMWARE, id.value());
        return new DeleteFirmwareImagePayload(
                deleted, operator.readBack(FirmwareProjection.GROUP, () -> images.image(id.value()), subject));
    }

    private static FirmwareImageId imageId(String imageId) {
        try {
            return new FirmwareImageId(imageId);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput("no firmware image has such an id");
        }
    }

    private String checked(String location) {
        try {
            return FileLocation.checked(location, addresses);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Integer notNegative(String name, @Nullable Integer value) {
        if (value != null && value < 0) {
            throw QueryProblem.badUserInput(name + " must be 0 or more, not " + value);
        }
        return value;
    }
}
