package dev.csms.query.firmware;

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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
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
    Connection<FirmwareImageView> firmwareImages(@Argument @Nullable Integer first, @Argument @Nullable String after) {
        return images.images(Page.of(first, after));
    }

    @SchemaMapping(typeName = "ChargePoint")
    CompletableFuture<Connection<FirmwareUpdateView>> firmwareUpdates(
            ChargePointView chargePoint,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, String>, Connection<FirmwareUpdateView>> firmwareUpdates) {
        return firmwareUpdates.load(new Below<>(chargePoint.chargePointId(), "", Page.of(first, after)));
    }

    @BatchMapping(typeName = FirmwareUpdateView.TYPE)
    Map<FirmwareUpdateView, ChargePointView> chargePoint(List<FirmwareUpdateView> updates) {
        Map<String, ChargePointView> found = chargePoints.byKey(
                updates.stream().map(FirmwareUpdateView::chargePointId).toList());
        Map<FirmwareUpdateView, ChargePointView> owners = new HashMap<>();
        updates.forEach(it -> owners.put(it, found.get(it.chargePointId())));
        return owners;
    }

    @BatchMapping(typeName = FirmwareUpdateView.TYPE)
    Map<FirmwareUpdateView, FirmwareImageView> image(List<FirmwareUpdateView> updates) {
        Map<String, FirmwareImageView> found = images.byId(updates.stream()
                .map(FirmwareUpdateView::imageId)
                .filter(Objects::nonNull)
                .toList());
        Map<FirmwareUpdateView, FirmwareImageView> used = new HashMap<>();
        for (FirmwareUpdateView update : updates) {
            String imageId = update.imageId();
            if (imageId != null && found.containsKey(imageId)) {
                used.put(update, found.get(imageId));
            }
        }
        return used;
    }

    @BatchMapping(typeName = FirmwareUpdateView.TYPE)
    List<List<JobStepView>> timeline(List<FirmwareUpdateView> updates) {
        Map<String, List<JobStepView>> found =
                steps.of(updates.stream().map(FirmwareUpdateView::operationId).toList());
        return updates.stream()
                .map(it -> found.getOrDefault(it.operationId(), List.of()))
                .toList();
    }
}
