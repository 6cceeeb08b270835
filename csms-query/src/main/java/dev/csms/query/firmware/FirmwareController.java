package dev.csms.query.firmware;

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
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class FirmwareController {

    private final FirmwareImageQueries images;
    private final ChargePointQueries chargePoints;
    private final JobSteps steps;

    FirmwareController(
            FirmwareImageQueries images,
            FirmwareUpdateQueries updates,
            ChargePointQueries chargePoints,
            JobSteps steps,
            BatchLoaderRegistry loaders) {
        this.images = images;
        this.chargePoints = chargePoints;
        this.steps = steps;
        Below.<String, String, FirmwareUpdateView>register(
                loaders, "firmwareUpdates", (owners, _, page) -> updates.ofChargePoints(owners, page));
    }

    @QueryMapping
    Connection<FirmwareImageView> firmwareImages(Page page) {
        return images.images(page);
    }

    @SchemaMapping(typeName = "ChargePoint")
    CompletableFuture<Connection<FirmwareUpdateView>> firmwareUpdates(
            ChargePointView chargePoint,
            Page page,
            DataLoader<Below<String, String>, Connection<FirmwareUpdateView>> firmwareUpdates) {
        return firmwareUpdates.load(new Below<>(chargePoint.chargePointId(), "", page));
    }

    @BatchMapping(typeName = FirmwareUpdateView.TYPE)
    Map<FirmwareUpdateView, ChargePointView> chargePoint(List<FirmwareUpdateView> updates) {
        return chargePoints.of(updates, FirmwareUpdateView::chargePointId);
    }

    @BatchMapping(typeName = FirmwareUpdateView.TYPE)
    Map<FirmwareUpdateView, FirmwareImageView> image(List<FirmwareUpdateView> updates) {
        return Batches.one(updates, FirmwareUpdateView::imageId, images::byId);
    }

    @BatchMapping(typeName = FirmwareUpdateView.TYPE)
    List<List<JobStepView>> timeline(List<FirmwareUpdateView> updates) {
        return Batches.lists(updates, FirmwareUpdateView::operationId, steps::of);
    }
}
