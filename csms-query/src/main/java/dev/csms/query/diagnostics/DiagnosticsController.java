package dev.csms.query.diagnostics;

import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.job.JobStepView;
import dev.csms.query.job.JobSteps;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
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
            Page page,
            DataLoader<Below<String, String>, Connection<DiagnosticsUploadView>> diagnosticsUploads) {
        return diagnosticsUploads.load(new Below<>(chargePoint.chargePointId(), "", page));
    }

    @BatchMapping(typeName = DiagnosticsUploadView.TYPE)
    Map<DiagnosticsUploadView, ChargePointView> chargePoint(List<DiagnosticsUploadView> uploads) {
        return chargePoints.of(uploads, DiagnosticsUploadView::chargePointId);
    }

    @BatchMapping(typeName = DiagnosticsUploadView.TYPE)
    List<List<DiagnosticsFileView>> files(List<DiagnosticsUploadView> uploads) {
        return Batches.lists(uploads, DiagnosticsUploadView::operationId, queries::files);
    }

    @BatchMapping(typeName = DiagnosticsUploadView.TYPE)
    List<List<JobStepView>> timeline(List<DiagnosticsUploadView> uploads) {
        return Batches.lists(uploads, DiagnosticsUploadView::operationId, steps::of);
    }
}
