package dev.csms.query.metervalue;

import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.metervalue.MeterValueQueries.Selection;
import dev.csms.query.transaction.TransactionView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
final class MeterValueController {

    private static final int DEFAULT_FIRST = 1_000;
    private static final int MAX_FIRST = 10_000;

    record Wanted(int transactionId, Selection selection) {}

    private final MeterValueQueries queries;

    MeterValueController(MeterValueQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        loaders.<Wanted, List<MeterSeriesView>>forName("meterValues")
                .registerMappedBatchLoader((wanted, _) -> Mono.fromCallable(() -> load(wanted)));
    }

    @SchemaMapping(typeName = "Transaction")
    CompletableFuture<List<MeterSeriesView>> meterValues(
            TransactionView transaction,
            @Argument @Nullable String measurand,
            @Argument @Nullable String phase,
            @Argument @Nullable String context,
            @Argument @Nullable Instant from,
            @Argument @Nullable Instant to,
            @Argument @Nullable Integer first,
            DataLoader<Wanted, List<MeterSeriesView>> meterValues) {
        int samples = first == null ? DEFAULT_FIRST : first;
        if (samples < 1 || samples > MAX_FIRST) {
            throw QueryProblem.badUserInput("first must be 1 to " + MAX_FIRST + ", not " + samples);
        }
        return meterValues.load(
                new Wanted(transaction.transactionId(), new Selection(measurand, phase, context, from, to, samples)));
    }

    private Map<Wanted, List<MeterSeriesView>> load(Set<Wanted> all) {
        Map<Wanted, List<MeterSeriesView>> loaded = new HashMap<>();
        all.stream().collect(Collectors.groupingBy(Wanted::selection)).forEach((selection, alike) -> {
            Map<Integer, List<MeterSeriesView>> found = queries.ofTransactions(
                    alike.stream().map(Wanted::transactionId).toList(), selection);
            alike.forEach(it -> loaded.put(it, found.getOrDefault(it.transactionId(), List.of())));
        });
        return loaded;
    }
}
