package dev.csms.query.chargepoint;

import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.graphql.Question;
import java.util.HashMap;
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
            @Argument @Nullable ChargePointFilter filter,
            @Argument @Nullable ChargePointOrder orderBy,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return queries.chargePoints(
                filter == null ? ChargePointFilter.ALL : filter,
                groupsOfCaller(),
                orderBy == null ? ChargePointOrder.IDENTITY : orderBy,
                Page.of(first, after));
    }

    @QueryMapping
    Connection<ChargePointView> knockingChargePoints(
            @Argument @Nullable Integer first, @Argument @Nullable String after) {
        return queries.chargePoints(
                ChargePointFilter.knocking(), groupsOfCaller(), ChargePointOrder.NEWEST_FIRST, Page.of(first, after));
    }

    private static List<String> groupsOfCaller() {
        return Question.current().map(Question::caller).map(Caller::groups).orElseThrow();
    }

    @BatchMapping(typeName = ChargePointView.TYPE, field = "group")
    Map<ChargePointView, String> groups(List<ChargePointView> chargePoints) {
        Map<String, String> groups = queries.groups(
                chargePoints.stream().map(ChargePointView::chargePointId).toList());
        Map<ChargePointView, String> found = new HashMap<>();
        chargePoints.forEach(each -> found.put(each, groups.get(each.chargePointId())));
        return found;
    }

    @SchemaMapping(typeName = ChargePointView.TYPE)
    CompletableFuture<Connection<BootView>> boots(
            ChargePointView chargePoint,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, String>, Connection<BootView>> boots) {
        return boots.load(new Below<>(chargePoint.chargePointId(), "", Page.of(first, after)));
    }

    @SchemaMapping(typeName = ChargePointView.TYPE)
    CompletableFuture<Connection<DataTransferView>> dataTransfers(
            ChargePointView chargePoint,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, String>, Connection<DataTransferView>> dataTransfers) {
        return dataTransfers.load(new Below<>(chargePoint.chargePointId(), "", Page.of(first, after)));
    }
}
