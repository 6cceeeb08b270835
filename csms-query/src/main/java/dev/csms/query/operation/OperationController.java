package dev.csms.query.operation;

import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
final class OperationController {

    private final OperationQueries queries;
    private final ChargePointQueries chargePoints;

    OperationController(OperationQueries queries, ChargePointQueries chargePoints, BatchLoaderRegistry loaders) {
        this.queries = queries;
        this.chargePoints = chargePoints;
        Below.<String, OperationFilter, OperationView>register(loaders, "operations", queries::ofChargePoints);
    }

    @QueryMapping
    Optional<OperationView> operation(@Argument String operationId) {
        return queries.operation(operationId);
    }

    @QueryMapping
    Connection<OperationView> operations(@Argument @Nullable OperationFilter filter, Page page) {
        return queries.operations(OperationFilter.orAll(filter), page);
    }

    @QueryMapping
    Optional<OperationBatch> operationBatch(@Argument String batchId) {
        return queries.batch(batchId);
    }

    @SchemaMapping(typeName = "OperationBatch", field = "operations")
    Connection<OperationView> ofBatch(OperationBatch batch, Page page) {
        return queries.operations(new OperationFilter(null, null, null, batch.batchId(), null, null), page);
    }

    @SchemaMapping(typeName = "ChargePoint", field = "operations")
    CompletableFuture<Connection<OperationView>> ofChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable OperationFilter filter,
            Page page,
            DataLoader<Below<String, OperationFilter>, Connection<OperationView>> operations) {
        return operations.load(new Below<>(chargePoint.chargePointId(), OperationFilter.orAll(filter), page));
    }

    @BatchMapping(typeName = OperationView.TYPE)
    Map<OperationView, ChargePointView> chargePoint(List<OperationView> operations) {
        return chargePoints.of(operations, OperationView::chargePointId);
    }
}
