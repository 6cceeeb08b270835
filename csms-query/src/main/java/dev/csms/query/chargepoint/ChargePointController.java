package dev.csms.query.chargepoint;

import dev.csms.query.graphql.Batches;
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
final class ChargePointController {

    private final ChargePointQueries queries;

    ChargePointController(ChargePointQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, String, BootView>register(loaders, "boots", (owners, _, page) -> queries.boots(owners, page));
        Below.<String, String, DataTransferView>register(
                loaders, "dataTransfers", (owners, _, page) -> queries.dataTransfers(owners, page));
    }

    @QueryMapping
    Optional<ChargePointView> chargePoint(@Argument String identity) {
        return queries.chargePoint(identity);
    }

    @QueryMapping
    Connection<ChargePointView> chargePoints(
            @Argument @Nullable ChargePointFilter filter, @Argument @Nullable ChargePointOrder orderBy, Page page) {
        return queries.chargePoints(
                filter == null ? ChargePointFilter.ALL : filter,
                orderBy == null ? ChargePointOrder.IDENTITY : orderBy,
                page);
    }

    @QueryMapping
    Connection<ChargePointView> knockingChargePoints(Page page) {
        return queries.chargePoints(ChargePointFilter.knocking(), ChargePointOrder.NEWEST_FIRST, page);
    }

    @BatchMapping(typeName = ChargePointView.TYPE, field = "group")
    Map<ChargePointView, String> groups(List<ChargePointView> chargePoints) {
        return Batches.one(chargePoints, ChargePointView::chargePointId, queries::groups);
    }

    @SchemaMapping(typeName = ChargePointView.TYPE)
    CompletableFuture<Connection<BootView>> boots(
            ChargePointView chargePoint, Page page, DataLoader<Below<String, String>, Connection<BootView>> boots) {
        return boots.load(new Below<>(chargePoint.chargePointId(), "", page));
    }

    @SchemaMapping(typeName = ChargePointView.TYPE)
    CompletableFuture<Connection<DataTransferView>> dataTransfers(
            ChargePointView chargePoint,
            Page page,
            DataLoader<Below<String, String>, Connection<DataTransferView>> dataTransfers) {
        return dataTransfers.load(new Below<>(chargePoint.chargePointId(), "", page));
    }
}
