package dev.csms.query.event;

import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.TimeOrder;
import dev.csms.query.transaction.TransactionView;
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
final class EventController {

    private static final Page OF_A_TRANSACTION = Page.of(200, null);

    private final EventQueries queries;

    /** Which events below an object, and in which order. */
    record Selection(EventFilter filter, TimeOrder order) {}

    EventController(EventQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, Selection, EventView>register(
                loaders,
                "events",
                (owners, selection, page) ->
                        queries.ofChargePoints(owners, selection.filter(), selection.order(), page));
    }

    @QueryMapping
    Optional<EventView> event(@Argument long position) {
        return queries.event(position);
    }

    @QueryMapping
    Connection<EventView> events(
            @Argument @Nullable EventFilter filter, @Argument @Nullable TimeOrder orderBy, Page page) {
        return queries.events(EventFilter.orAll(filter), TimeOrder.orNewestFirst(orderBy), page);
    }

    @SchemaMapping(typeName = "ChargePoint", field = "events")
    CompletableFuture<Connection<EventView>> ofChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable EventFilter filter,
            @Argument @Nullable TimeOrder orderBy,
            Page page,
            DataLoader<Below<String, Selection>, Connection<EventView>> events) {
        return events.load(new Below<>(
                chargePoint.chargePointId(),
                new Selection(EventFilter.orAll(filter), TimeOrder.orNewestFirst(orderBy)),
                page));
    }

    @BatchMapping(typeName = "Transaction", field = "events")
    List<List<EventView>> ofTransactions(List<TransactionView> transactions) {
        Map<String, Connection<EventView>> found = queries.ofAggregates(
                transactions.stream().map(EventController::aggregateId).toList(), OF_A_TRANSACTION);
        return transactions.stream()
                .map(it -> found.get(aggregateId(it)).nodes())
                .toList();
    }

    private static String aggregateId(TransactionView transaction) {
        return new TransactionId(transaction.transactionId()).toString();
    }
}
