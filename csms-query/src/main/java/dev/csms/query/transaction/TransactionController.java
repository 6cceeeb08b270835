package dev.csms.query.transaction;

import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.idtag.IdTagQueries;
import dev.csms.query.idtag.IdTagView;
import dev.csms.query.sql.TimeOrder;
import java.time.Instant;
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
final class TransactionController {

    private static final int MAX_OPEN = 200;

    private final TransactionQueries queries;
    private final ChargePointQueries chargePoints;
    private final IdTagQueries idTags;

    /** Which transactions below an object, and in which order. */
    record Selection(TransactionFilter filter, TimeOrder order) {

        static Selection of(@Nullable TransactionFilter filter, @Nullable TimeOrder order) {
            return new Selection(TransactionFilter.orAll(filter), TimeOrder.orNewestFirst(order));
        }
    }

    TransactionController(
            TransactionQueries queries,
            ChargePointQueries chargePoints,
            IdTagQueries idTags,
            BatchLoaderRegistry loaders) {
        this.queries = queries;
        this.chargePoints = chargePoints;
        this.idTags = idTags;
        Below.<String, Selection, TransactionView>register(
                loaders,
                "ofChargePoints",
                (owners, selection, page) ->
                        queries.ofChargePoints(owners, selection.filter(), selection.order(), page));
        Below.<String, Selection, TransactionView>register(
                loaders,
                "ofIdTags",
                (owners, selection, page) -> queries.ofIdTags(owners, selection.filter(), selection.order(), page));
    }

    @QueryMapping
    Optional<TransactionView> transaction(@Argument int transactionId) {
        return queries.transaction(transactionId);
    }

    @QueryMapping
    Connection<TransactionView> transactions(
            @Argument @Nullable TransactionFilter filter, @Argument @Nullable TimeOrder orderBy, Page page) {
        return queries.transactions(TransactionFilter.orAll(filter), TimeOrder.orNewestFirst(orderBy), page);
    }

    @QueryMapping
    List<TransactionStatistics> transactionStatistics(
            @Argument Instant from,
            @Argument Instant to,
            @Argument TransactionStatistics.Grouping groupBy,
            @Argument @Nullable TransactionFilter filter) {
        if (!from.isBefore(to)) {
            throw QueryProblem.badUserInput("from must be before to");
        }
        return queries.statistics(from, to, groupBy, TransactionFilter.orAll(filter));
    }

    @QueryMapping
    Connection<StrayStopView> strayStops(@Argument @Nullable String chargePoint, Page page) {
        return queries.strayStops(chargePoint, page);
    }

    @SchemaMapping(typeName = "ChargePoint", field = "transactions")
    CompletableFuture<Connection<TransactionView>> transactions(
            ChargePointView chargePoint,
            @Argument @Nullable TransactionFilter filter,
            @Argument @Nullable TimeOrder orderBy,
            Page page,
            DataLoader<Below<String, Selection>, Connection<TransactionView>> ofChargePoints) {
        return ofChargePoints.load(new Below<>(chargePoint.chargePointId(), Selection.of(filter, orderBy), page));
    }

    @SchemaMapping(typeName = "IdTag", field = "transactions")
    CompletableFuture<Connection<TransactionView>> transactions(
            IdTagView idTag,
            @Argument @Nullable TransactionFilter filter,
            @Argument @Nullable TimeOrder orderBy,
            Page page,
            DataLoader<Below<String, Selection>, Connection<TransactionView>> ofIdTags) {
        return ofIdTags.load(new Below<>(idTag.idTagKey(), Selection.of(filter, orderBy), page));
    }

    @BatchMapping(typeName = "ChargePoint", field = "openTransactions")
    List<List<TransactionView>> openAtChargePoints(List<ChargePointView> all) {
        return firstOf(Batches.lists(all, ChargePointView::chargePointId, queries::openOfChargePoints));
    }

    @BatchMapping(typeName = "IdTag", field = "openTransactions")
    List<List<TransactionView>> openOfIdTags(List<IdTagView> all) {
        return firstOf(Batches.lists(all, IdTagView::idTagKey, queries::openOfIdTags));
    }

    private static List<List<TransactionView>> firstOf(List<List<TransactionView>> open) {
        return open.stream()
                .map(each -> each.subList(0, Math.min(MAX_OPEN, each.size())))
                .toList();
    }

    @BatchMapping(typeName = TransactionView.TYPE)
    Map<TransactionView, ChargePointView> chargePoint(List<TransactionView> transactions) {
        return chargePoints.of(transactions, TransactionView::chargePointId);
    }

    @BatchMapping(typeName = "Transaction")
    Map<TransactionView, IdTagView> registeredIdTag(List<TransactionView> transactions) {
        return Batches.one(transactions, TransactionView::idTagKey, idTags::byKey);
    }
}
