package dev.csms.query.diagnostics;

import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.job.JobStepView;
import dev.csms.query.job.JobSteps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class DiagnosticsController {

    private final DiagnosticsQueries queries;
    private final ChargePointQueries chargePoints;
    private final JobSteps steps;

    DiagnosticsController(
            DiagnosticsQueries queries, ChargePointQueries chargePoints, JobSteps steps, BatchLoaderRegistry loaders) {
        this.queries = queries;
        this.chargePoints = chargePoints;
        this.steps = steps;
        Below.<String, String, DiagnosticsUploadView>register(
                loaders, "diagnosticsUploads", (owners, _, page) -> queries.ofChargePoints(owners, page));
    }

    @SchemaMapping(typeName = "ChargePoint")
    CompletableFuture<Connection<DiagnosticsUploadView>> diagnosticsUploads(
            ChargePointView chargePoint,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, String>, Connection<DiagnosticsUploadView>> diagnosticsUploads) {
        return diagnosticsUploads.load(new Below<>(chargePoint.chargePointId(), "", Page.of(first, after)));
    }

    @BatchMapping(typeName = DiagnosticsUploadView.TYPE)
    Map<DiagnosticsUploadView, ChargePointView> chargePoint(List<DiagnosticsUploadView> uploads) {
        Map<String, ChargePointView> found = chargePoints.byKey(
                uploads.stream().map(DiagnosticsUploadView::chargePointId).toList());
        Map<DiagnosticsUploadView, ChargePointView> owners = new HashMap<>();
        uploads.forEach(it -> owners.put(it, found.get(it.chargePointId())));
        return owners;
    }

    @BatchMapping(typeName = DiagnosticsUploadView.TYPE)
    List<List<DiagnosticsFileView>> files(List<DiagnosticsUploadView> uploads) {
        Map<String, List<DiagnosticsFileView>> found = queries.files(
                uploads.stream().map(DiagnosticsUploadView::operationId).toList());
        return uploads.stream()
                .map(it -> found.getOrDefault(it.operationId(), List.of()))
                .toList();
    }

    @BatchMapping(typeName = DiagnosticsUploadView.TYPE)
    List<List<JobStepView>> timeline(List<DiagnosticsUploadView> uploads) {
        Map<String, List<JobStepView>> found = steps.of(
                uploads.stream().map(DiagnosticsUploadView::operationId).toList());
        return uploads.stream()
                .map(it -> found.getOrDefault(it.operationId(), List.of()))
                .toList();
    }
}
