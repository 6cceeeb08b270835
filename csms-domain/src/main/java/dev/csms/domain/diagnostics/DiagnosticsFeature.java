package dev.csms.domain.diagnostics;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRequested;
import dev.csms.domain.operation.JobKind;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.GetDiagnostics;
import dev.csms.domain.operation.Request.GetLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Begins a diagnostics upload with each GetDiagnostics and GetLog, and tells it what became of that. */
public final class DiagnosticsFeature implements OperationFeature {

    private final Aggregates aggregates;

    public DiagnosticsFeature(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        return switch (request) {
            case GetDiagnostics get ->
                problems(chargePointId, "startTime", get.startTime(), "stopTime", get.stopTime(), at);
            case GetLog get ->
                problems(
                        chargePointId,
                        "oldestTimestamp",
                        get.oldestTimestamp(),
                        "latestTimestamp",
                        get.latestTimestamp(),
                        at);
            default -> List.of();
        };
    }

    private List<String> problems(
            ChargePointId chargePointId,
            String nameOfFrom,
            @Nullable Instant from,
            String nameOfTo,
            @Nullable Instant to,
            Instant at) {
        List<String> problems = new ArrayList<>();
        if (from != null && to != null && !from.isBefore(to)) {
            problems.add(nameOfFrom + " " + from + " is not before " + nameOfTo + " " + to);
        }
        latest(chargePointId, job -> job.isUnderWay(at))
                .ifPresent(id -> problems.add("diagnostics upload " + id.value() + " is not finished"));
        return problems;
    }

    @Override
    public void requested(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (isUpload(request)) {
            DiagnosticsUploadId id = DiagnosticsUploadId.of(operationId);
            @Nullable
            DiagnosticsUploadId replaced =
                    latest(chargePointId, DiagnosticsUpload::isOpen).orElse(null);
            DiagnosticsUploadRequested requested = requested(id, chargePointId, request, replaced, at);
            upload(id).execute(job -> job.begin(requested));
        }
    }

    private static DiagnosticsUploadRequested requested(
            DiagnosticsUploadId id,
            ChargePointId chargePointId,
            Request request,
            @Nullable DiagnosticsUploadId replaced,
            Instant at) {
        return switch (request) {
            case GetDiagnostics get ->
                new DiagnosticsUploadRequested(
                        id,
                        chargePointId,
                        get.location(),
                        get.retries(),
                        get.retryInterval(),
                        get.startTime(),
                        get.stopTime(),
                        null,
                        null,
                        replaced,
                        at);
            case GetLog get ->
                new DiagnosticsUploadRequested(
                        id,
                        chargePointId,
                        get.remoteLocation(),
                        get.retries(),
                        get.retryInterval(),
                        get.oldestTimestamp(),
                        get.latestTimestamp(),
                        get.logType(),
                        get.requestId(),
                        replaced,
                        at);
            default -> throw new IllegalArgumentException(request.action() + " sets off no upload");
        };
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        if (isUpload(request)) {
            DiagnosticsUploadId id = DiagnosticsUploadId.of(operationId);
            Aggregate<DiagnosticsUpload> concluded = upload(id);
            concluded.execute(job -> job.conclude(outcome, at));
            @Nullable DiagnosticsUploadId replaced = concluded.invoke(DiagnosticsUpload::replaces);
            boolean replaces = outcome.is(Outcome.ACCEPTED_CANCELED)
                    || outcome.isAccepted() && concluded.invoke(DiagnosticsUpload::isOpen);
            if (replaced != null && replaces) {
                upload(replaced).execute(older -> older.supersede(id, at));
            }
        }
    }

    @Override
    public void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (isUpload(request)) {
            upload(DiagnosticsUploadId.of(operationId)).execute(job -> job.abandon(at));
        }
    }

    private static boolean isUpload(Request request) {
        return request instanceof GetDiagnostics || request instanceof GetLog;
    }

    private Optional<DiagnosticsUploadId> latest(ChargePointId chargePointId, Predicate<DiagnosticsUpload> which) {
        return aggregates
                .repository(ChargePoint.class)
                .load(chargePointId.toString())
                .invoke(point -> point.jobs(JobKind.DIAGNOSTICS_UPLOAD))
                .stream()
                .map(DiagnosticsUploadId::of)
                .filter(id ->
                        aggregates.ask(DiagnosticsUpload.class, id, which::test).orElse(false))
                .findFirst();
    }

    private Aggregate<DiagnosticsUpload> upload(DiagnosticsUploadId id) {
        try {
            return aggregates.repository(DiagnosticsUpload.class).loadOrCreate(id.toString(), DiagnosticsUpload::new);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not look up " + id, e);
        }
    }
}
