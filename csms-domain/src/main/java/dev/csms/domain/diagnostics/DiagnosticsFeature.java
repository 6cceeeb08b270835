package dev.csms.domain.diagnostics;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.GetDiagnostics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Begins a diagnostics upload with each GetDiagnostics, and tells it what became of that. */
public final class DiagnosticsFeature implements OperationFeature {

    private final Aggregates aggregates;

    public DiagnosticsFeature(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        if (!(request instanceof GetDiagnostics get)) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        if (get.startTime() != null
                && get.stopTime() != null
                && !get.startTime().isBefore(get.stopTime())) {
            problems.add("startTime " + get.startTime() + " is not before stopTime " + get.stopTime());
        }
        latest(chargePointId, job -> job.isUnderWay(at))
                .ifPresent(id -> problems.add("diagnostics upload " + id.value() + " is not finished"));
        return problems;
    }

    @Override
    public void requested(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (request instanceof GetDiagnostics get) {
            DiagnosticsUploadId id = DiagnosticsUploadId.of(operationId);
            @Nullable
            DiagnosticsUploadId replaced =
                    latest(chargePointId, DiagnosticsUpload::isOpen).orElse(null);
            upload(id).execute(job -> job.request(id, chargePointId, get, replaced, at));
        }
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        if (request instanceof GetDiagnostics) {
            DiagnosticsUploadId id = DiagnosticsUploadId.of(operationId);
            Aggregate<DiagnosticsUpload> concluded = upload(id);
            concluded.execute(job -> job.conclude(outcome, at));
            @Nullable DiagnosticsUploadId replaced = concluded.invoke(DiagnosticsUpload::replaces);
            if (outcome.isAccepted() && replaced != null && concluded.invoke(DiagnosticsUpload::isOpen)) {
                upload(replaced).execute(older -> older.supersede(id, at));
            }
        }
    }

    @Override
    public void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (request instanceof GetDiagnostics) {
            upload(DiagnosticsUploadId.of(operationId)).execute(job -> job.abandon(at));
        }
    }

    private Optional<DiagnosticsUploadId> latest(ChargePointId chargePointId, Predicate<DiagnosticsUpload> which) {
        return aggregates
                .repository(ChargePoint.class)
                .load(chargePointId.toString())
                .invoke(point -> point.jobs(GetDiagnostics.class))
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
