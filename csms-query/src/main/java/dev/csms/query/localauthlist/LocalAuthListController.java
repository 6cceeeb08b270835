package dev.csms.query.localauthlist;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
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
final class LocalAuthListController {

    private final LocalAuthListQueries queries;

    LocalAuthListController(LocalAuthListQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, String, ListEntryView>register(
                loaders, "listEntries", (owners, _, page) -> queries.entriesOf(owners, page));
    }

    @BatchMapping(typeName = "ChargePoint")
    Map<ChargePointView, LocalAuthListView> localAuthList(List<ChargePointView> chargePoints) {
        Map<String, LocalAuthListView> lists = queries.ofChargePoints(
                chargePoints.stream().map(ChargePointView::chargePointId).toList());
        Map<ChargePointView, LocalAuthListView> found = new HashMap<>();
        for (ChargePointView chargePoint : chargePoints) {
            LocalAuthListView list = lists.get(chargePoint.chargePointId());
            if (list != null) {
                found.put(chargePoint, list);
            }
        }
        return found;
    }

    @SchemaMapping(typeName = LocalAuthListView.TYPE)
    CompletableFuture<Connection<ListEntryView>> entries(
            LocalAuthListView list,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, String>, Connection<ListEntryView>> listEntries) {
        return listEntries.load(new Below<>(list.chargePointId(), "", Page.of(first, after)));
    }
}
