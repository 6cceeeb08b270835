package dev.csms.query.transaction;

import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.idtag.IdTagQueries;
import dev.csms.query.idtag.IdTagView;
import dev.csms.query.sql.TimeOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
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
            return new Selection(TransactionFilter.orAll(filter), orNewestFirst(order));
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
            @Argument @Nullable TransactionFilter filter,
            @Argument @Nullable TimeOrder orderBy,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return queries.transactions(TransactionFilter.orAll(filter), orNewestFirst(orderBy), Page.of(first, after));
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
    Connection<StrayStopView> strayStops(
            @Argument @Nullable String chargePoint,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return queries.strayStops(chargePoint, Page.of(first, after));
    }

    @SchemaMapping(typeName = "ChargePoint", field = "transactions")
    CompletableFuture<Connection<TransactionView>> transactions(
            ChargePointView chargePoint,
            @Argument @Nullable TransactionFilter filter,
            @Argument @Nullable TimeOrder orderBy,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, Selection>, Connection<TransactionView>> ofChargePoints) {
        return ofChargePoints.load(
                new Below<>(chargePoint.chargePointId(), Selection.of(filter, orderBy), Page.of(first, after)));
    }

    @SchemaMapping(typeName = "IdTag", field = "transactions")
    CompletableFuture<Connection<TransactionView>> transactions(
            IdTagView idTag,
            @Argument @Nullable TransactionFilter filter,
            @Argument @Nullable TimeOrder orderBy,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, Selection>, Connection<TransactionView>> ofIdTags) {
        return ofIdTags.load(new Below<>(idTag.idTagKey(), Selection.of(filter, orderBy), Page.of(first, after)));
    }

    @BatchMapping(typeName = "ChargePoint", field = "openTransactions")
    List<List<TransactionView>> openAtChargePoints(List<ChargePointView> all) {
        Map<String, List<TransactionView>> open = queries.openOfChargePoints(
                all.stream().map(ChargePointView::chargePointId).toList());
        return all.stream().map(it -> firstOf(open.get(it.chargePointId()))).toList();
    }

    @BatchMapping(typeName = "IdTag", field = "openTransactions")
    List<List<TransactionView>> openOfIdTags(List<IdTagView> all) {
        Map<String, List<TransactionView>> open =
                queries.openOfIdTags(all.stream().map(IdTagView::idTagKey).toList());
        return all.stream().map(it -> firstOf(open.get(it.idTagKey()))).toList();
    }

    private static List<TransactionView> firstOf(@Nullable List<TransactionView> open) {
        return open == null ? List.of() : open.subList(0, Math.min(MAX_OPEN, open.size()));
    }

    @BatchMapping(typeName = TransactionView.TYPE)
    Map<TransactionView, ChargePointView> chargePoint(List<TransactionView> transactions) {
        Map<String, ChargePointView> found = chargePoints.byKey(
                transactions.stream().map(TransactionView::chargePointId).collect(Collectors.toSet()));
        Map<TransactionView, ChargePointView> result = new HashMap<>();
        for (TransactionView transaction : transactions) {
            if (found.containsKey(transaction.chargePointId())) {
                result.put(transaction, found.get(transaction.chargePointId()));
            }
        }
        return result;
    }

    @BatchMapping(typeName = "Transaction")
    Map<TransactionView, IdTagView> registeredIdTag(List<TransactionView> transactions) {
        Map<String, IdTagView> tags = idTags.byKey(
                transactions.stream().map(TransactionView::idTagKey).collect(Collectors.toSet()));
        Map<TransactionView, IdTagView> registered = new HashMap<>();
        for (TransactionView transaction : transactions) {
            if (tags.containsKey(transaction.idTagKey())) {
                registered.put(transaction, tags.get(transaction.idTagKey()));
            }
        }
        return registered;
    }

    private static TimeOrder orNewestFirst(@Nullable TimeOrder order) {
        return order == null ? TimeOrder.NEWEST_FIRST : order;
    }
}
