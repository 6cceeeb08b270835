package dev.csms.domain.firmware;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.JobKind;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.SignedUpdateFirmware;
import dev.csms.domain.operation.Request.UpdateFirmware;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Begins a firmware update with each UpdateFirmware and SignedUpdateFirmware, and tells it what became of that. */
public final class FirmwareFeature implements OperationFeature {

    /** A date is often given a little late to say "now"; more than this is a mistake. */
    private static final Duration LATE = Duration.ofDays(1);

    private final Aggregates aggregates;

    public FirmwareFeature(Aggregates aggregates) {
        this.aggregates = aggregates;
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
        latest(chargePointId, job -> job.isUnderWay(at))
                .ifPresent(id -> problems.add("firmware update " + id.value() + " is not finished"));
        return problems;
    }

    private boolean isAvailable(String image) {
        return aggregates
                .ask(FirmwareImage.class, new FirmwareImageId(image), FirmwareImage::isAvailable)
                .orElse(false);
    }

    @Override
    public void requested(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (isUpdate(request)) {
            FirmwareUpdateId id = FirmwareUpdateId.of(operationId);
            @Nullable
            FirmwareUpdateId replaced =
                    latest(chargePointId, FirmwareUpdate::isOpen).orElse(null);
            FirmwareUpdateRequested requested = requested(id, chargePointId, request, replaced, at);
            update(id).execute(job -> job.begin(requested));
        }
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

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        if (isUpdate(request)) {
            FirmwareUpdateId id = FirmwareUpdateId.of(operationId);
            Aggregate<FirmwareUpdate> concluded = update(id);
            concluded.execute(job -> job.conclude(outcome, at));
            @Nullable FirmwareUpdateId replaced = concluded.invoke(FirmwareUpdate::replaces);
            if (outcome.isAccepted() && replaced != null && concluded.invoke(FirmwareUpdate::isOpen)) {
                update(replaced).execute(older -> older.supersede(id, at));
            }
        }
    }

    @Override
    public void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (isUpdate(request)) {
            update(FirmwareUpdateId.of(operationId)).execute(job -> job.abandon(at));
        }
    }

    private static boolean isUpdate(Request request) {
        return request instanceof UpdateFirmware || request instanceof SignedUpdateFirmware;
    }

    private Optional<FirmwareUpdateId> latest(ChargePointId chargePointId, Predicate<FirmwareUpdate> which) {
        return aggregates
                .repository(ChargePoint.class)
                .load(chargePointId.toString())
                .invoke(point -> point.jobs(JobKind.FIRMWARE_UPDATE))
                .stream()
                .map(FirmwareUpdateId::of)
                .filter(id ->
                        aggregates.ask(FirmwareUpdate.class, id, which::test).orElse(false))
                .findFirst();
    }

    private Aggregate<FirmwareUpdate> update(FirmwareUpdateId id) {
        try {
            return aggregates.repository(FirmwareUpdate.class).loadOrCreate(id.toString(), FirmwareUpdate::new);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not look up " + id, e);
        }
    }
}
