package dev.csms.domain.firmware;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.UpdateFirmware;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Begins a firmware update with each UpdateFirmware, and tells it what became of that. */
public final class FirmwareFeature implements OperationFeature {

    /** A date is often given a little late to say "now"; more than this is a mistake. */
    private static final Duration LATE = Duration.ofDays(1);

    private final Aggregates aggregates;

    public FirmwareFeature(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        if (!(request instanceof UpdateFirmware update)) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        if (update.retrieveDate().isBefore(at.minus(LATE))) {
            problems.add("retrieveDate " + update.retrieveDate() + " is long past");
        }
        FileLocation.imageOf(update.location())
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
        if (request instanceof UpdateFirmware update) {
            FirmwareUpdateId id = FirmwareUpdateId.of(operationId);
            @Nullable
            FirmwareUpdateId replaced =
                    latest(chargePointId, FirmwareUpdate::isOpen).orElse(null);
            update(id).execute(job -> job.request(id, chargePointId, update, replaced, at));
        }
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        if (request instanceof UpdateFirmware) {
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
        if (request instanceof UpdateFirmware) {
            update(FirmwareUpdateId.of(operationId)).execute(job -> job.abandon(at));
        }
    }

    private Optional<FirmwareUpdateId> latest(ChargePointId chargePointId, Predicate<FirmwareUpdate> which) {
        return aggregates
                .repository(ChargePoint.class)
                .load(chargePointId.toString())
                .invoke(point -> point.jobs(UpdateFirmware.class))
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
