package dev.csms.query.anomaly;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.transaction.TransactionView;
import java.util.List;
import java.util.Map;
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
final class AnomalyController {

    private static final int MAX_DEVIATIONS = 200;
    private static final Page OF_A_TRANSACTION = Page.of(200, null);

    private final AnomalyQueries queries;

    AnomalyController(AnomalyQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, AnomalyFilter, AnomalyView>register(loaders, "anomalies", queries::ofChargePoints);
    }

    @QueryMapping
    Connection<AnomalyView> anomalies(@Argument @Nullable AnomalyFilter filter, Page page) {
        return queries.anomalies(AnomalyFilter.orAll(filter), page);
    }

    @SchemaMapping(typeName = "ChargePoint", field = "anomalies")
    CompletableFuture<Connection<AnomalyView>> ofChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable AnomalyFilter filter,
            Page page,
            DataLoader<Below<String, AnomalyFilter>, Connection<AnomalyView>> anomalies) {
        return anomalies.load(new Below<>(chargePoint.chargePointId(), AnomalyFilter.orAll(filter), page));
    }

    @BatchMapping(typeName = "Transaction", field = "anomalies")
    List<List<AnomalyView>> ofTransactions(List<TransactionView> transactions) {
        Map<Integer, Connection<AnomalyView>> found = queries.ofTransactions(
                transactions.stream().map(TransactionView::transactionId).toList(), OF_A_TRANSACTION);
        return transactions.stream()
                .map(it -> found.get(it.transactionId()).nodes())
                .toList();
    }

    @BatchMapping(typeName = "ChargePoint")
    List<List<DeviationView>> deviations(List<ChargePointView> chargePoints) {
        return Batches.lists(chargePoints, ChargePointView::chargePointId, queries::deviations).stream()
                .map(all -> all.subList(0, Math.min(MAX_DEVIATIONS, all.size())))
                .toList();
    }
}
