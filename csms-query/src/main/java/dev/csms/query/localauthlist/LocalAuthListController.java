package dev.csms.query.localauthlist;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class LocalAuthListController {

    private final LocalAuthListQueries queries;

    LocalAuthListController(LocalAuthListQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, String, ListEntryView>register(
                loaders, "listEntries", (owners, _, page) -> queries.entriesOf(owners, page));
    }

    @BatchMapping(typeName = "ChargePoint")
    Map<ChargePointView, LocalAuthListView> localAuthList(List<ChargePointView> chargePoints) {
        return Batches.one(chargePoints, ChargePointView::chargePointId, queries::ofChargePoints);
    }

    @SchemaMapping(typeName = LocalAuthListView.TYPE)
    CompletableFuture<Connection<ListEntryView>> entries(
            LocalAuthListView list,
            Page page,
            DataLoader<Below<String, String>, Connection<ListEntryView>> listEntries) {
        return listEntries.load(new Below<>(list.chargePointId(), "", page));
    }
}
