package dev.csms.domain.firmware;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.JobFeature;
import dev.csms.domain.operation.JobKind;
import dev.csms.domain.operation.Jobs;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.SignedUpdateFirmware;
import dev.csms.domain.operation.Request.UpdateFirmware;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins a firmware update with each UpdateFirmware and SignedUpdateFirmware, and tells it what became of that. */
public final class FirmwareFeature extends JobFeature<FirmwareUpdateId, FirmwareUpdate> {

    /** A date is often given a little late to say "now"; more than this is a mistake. */
    private static final Duration LATE = Duration.ofDays(1);

    private final Aggregates aggregates;

    public FirmwareFeature(Aggregates aggregates) {
        super(updates(aggregates));
        this.aggregates = aggregates;
    }

    static Jobs<FirmwareUpdateId, FirmwareUpdate> updates(Aggregates aggregates) {
        return new Jobs<>(
                aggregates, JobKind.FIRMWARE_UPDATE, FirmwareUpdate.class, FirmwareUpdate::new, FirmwareUpdateId::of);
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        return switch (request) {
            case UpdateFirmware update ->
                problems(chargePointId, update.location(), "retrieveDate", update.retrieveDate(), at);
            case SignedUpdateFirmware update -> {
                List<String> problems =
                        problems(chargePointId, update.location(), "retrieveDateTime", update.retrieveDateTime(), at);
                Instant install = update.installDateTime();
                if (install != null && install.isBefore(update.retrieveDateTime())) {
                    problems.add("installDateTime " + install + " is before retrieveDateTime");
                }
                problems.addAll(new FirmwareSignature(update.signingCertificate(), update.signature()).problems(at));
                yield problems;
            }
            default -> List.of();
        };
    }

    private List<String> problems(
            ChargePointId chargePointId, String location, String date, Instant retrieveDate, Instant at) {
        List<String> problems = new ArrayList<>();
        if (retrieveDate.isBefore(at.minus(LATE))) {
            problems.add(date + " " + retrieveDate + " is long past");
        }
        FileLocation.imageOf(location)
                .filter(image -> !isAvailable(image))
                .ifPresent(image -> problems.add("there is no firmware image " + image));
        underWay(chargePointId, at).ifPresent(id -> problems.add("firmware update " + id.value() + " is not finished"));
        return problems;
    }

    private boolean isAvailable(String image) {
        return aggregates
                .ask(FirmwareImage.class, new FirmwareImageId(image), FirmwareImage::isAvailable)
                .orElse(false);
    }

    @Override
    protected void begin(
            FirmwareUpdate update,
            FirmwareUpdateId id,
            ChargePointId chargePointId,
            Request request,
            @Nullable FirmwareUpdateId replaced,
            Instant at) {
        update.begin(requested(id, chargePointId, request, replaced, at));
    }

    private static FirmwareUpdateRequested requested(
            FirmwareUpdateId id,
            ChargePointId chargePointId,
            Request request,
            @Nullable FirmwareUpdateId replaced,
            Instant at) {
        return switch (request) {
            case UpdateFirmware update ->
                new FirmwareUpdateRequested(
                        id,
                        chargePointId,
                        update.location(),
                        update.retrieveDate(),
                        update.retries(),
                        update.retryInterval(),
                        null,
                        null,
                        replaced,
                        at);
            case SignedUpdateFirmware update ->
                new FirmwareUpdateRequested(
                        id,
                        chargePointId,
                        update.location(),
                        update.retrieveDateTime(),
                        update.retries(),
                        update.retryInterval(),
                        update.installDateTime(),
                        update.requestId(),
                        replaced,
                        at);
            default -> throw new IllegalArgumentException(request.action() + " sets off no update");
        };
    }
}
