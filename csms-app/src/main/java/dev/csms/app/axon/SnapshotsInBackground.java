package dev.csms.app.axon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.Snapshotter;
import org.jspecify.annotations.Nullable;

/** Takes snapshots of all registered aggregates, not on the thread of the command that made one due. */
final class SnapshotsInBackground implements Snapshotter {

    private final Configuration axon;
    private @Nullable AggregateSnapshotter snapshotter;

    SnapshotsInBackground(Configuration axon) {
        this.axon = axon;
    }

    @Override
    public void scheduleSnapshot(Class<?> aggregateType, String aggregateIdentifier) {
        snapshotter().scheduleSnapshot(aggregateType, aggregateIdentifier);
    }

    /** Made late: it needs all aggregates, and their repositories need it. */
    private synchronized AggregateSnapshotter snapshotter() {
        if (snapshotter == null) {
            AggregateSnapshotter.Builder builder = AggregateSnapshotter.builder()
                    .eventStore(axon.eventStore())
                    .transactionManager(NoTransactionManager.INSTANCE)
                    .repositoryProvider(axon::repository)
                    .parameterResolverFactory(axon.parameterResolverFactory())
                    .aggregateFactories(factories());
            snapshotter = builder.executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
        }
        return snapshotter;
    }

    private List<AggregateFactory<?>> factories() {
        List<AggregateFactory<?>> factories = new ArrayList<>();
        for (AggregateConfiguration<?> aggregate : axon.findModules(AggregateConfiguration.class)) {
            factories.add(aggregate.aggregateFactory());
        }
        return factories;
    }
}
