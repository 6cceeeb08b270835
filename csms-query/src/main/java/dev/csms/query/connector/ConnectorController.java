package dev.csms.query.connector;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class ConnectorController {

    private final ConnectorQueries queries;

    ConnectorController(ConnectorQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, Optional<Integer>, StatusReportView>register(
                loaders,
                "statusHistory",
                (owners, connectorId, page) -> queries.history(owners, connectorId.orElse(null), page));
    }

    @BatchMapping(typeName = "ChargePoint")
    List<List<ConnectorView>> connectors(List<ChargePointView> chargePoints) {
        return Batches.lists(chargePoints, ChargePointView::chargePointId, queries::connectors);
    }

    @SchemaMapping(typeName = "ChargePoint")
    CompletableFuture<Connection<StatusReportView>> statusHistory(
            ChargePointView chargePoint,
            @Argument @Nullable Integer connectorId,
            Page page,
            DataLoader<Below<String, Optional<Integer>>, Connection<StatusReportView>> statusHistory) {
        return statusHistory.load(new Below<>(chargePoint.chargePointId(), Optional.ofNullable(connectorId), page));
    }
}
