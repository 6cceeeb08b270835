package dev.csms.domain.diagnostics;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRequested;
import dev.csms.domain.operation.JobFeature;
import dev.csms.domain.operation.JobKind;
import dev.csms.domain.operation.Jobs;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.GetDiagnostics;
import dev.csms.domain.operation.Request.GetLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins a diagnostics upload with each GetDiagnostics and GetLog, and tells it what became of that. */
public final class DiagnosticsFeature extends JobFeature<DiagnosticsUploadId, DiagnosticsUpload> {

    public DiagnosticsFeature(Aggregates aggregates) {
        super(uploads(aggregates));
    }

    static Jobs<DiagnosticsUploadId, DiagnosticsUpload> uploads(Aggregates aggregates) {
        return new Jobs<>(
                aggregates,
                JobKind.DIAGNOSTICS_UPLOAD,
                DiagnosticsUpload.class,
                DiagnosticsUpload::new,
                DiagnosticsUploadId::of);
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
        underWay(chargePointId, at)
                .ifPresent(id -> problems.add("diagnostics upload " + id.value() + " is not finished"));
        return problems;
    }

    @Override
    protected void begin(
            DiagnosticsUpload upload,
            DiagnosticsUploadId id,
            ChargePointId chargePointId,
            Request request,
            @Nullable DiagnosticsUploadId replaced,
            Instant at) {
        upload.begin(requested(id, chargePointId, request, replaced, at));
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
}
