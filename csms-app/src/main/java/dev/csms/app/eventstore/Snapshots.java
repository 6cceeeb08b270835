package dev.csms.app.eventstore;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of aggregates that are in memory anyway. Axon's snapshotter would read and replay their events again, which
 * cost a fifth of what the program does under load.
 */
public final class Snapshots {

    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    private final PostgresEventStorageEngine engine;
    private final int everySoManyEvents;
    private final Executor background = Executors.newVirtualThreadPerTaskExecutor();

    public Snapshots(PostgresEventStorageEngine engine, int everySoManyEvents) {
        this.engine = engine;
        this.everySoManyEvents = everySoManyEvents;
    }

    /**
     * Takes one if the aggregate has grown past the next mark. Under the aggregate's lock, with all its events stored;
     * what is stored of it is stored later.
     *
     * @param before sequence number of its last event when the command began
     */
    void takeIfDue(EventSourcedAggregate<?> aggregate, long before) {
        Long now = aggregate.version();
        if (now == null || now / everySoManyEvents == before / everySoManyEvents) {
            return;
        }
        Runnable write = engine.snapshot(new GenericDomainEventMessage<>(
                aggregate.type(), aggregate.identifierAsString(), now, aggregate.getAggregateRoot()));
        background.execute(() -> {
            try {
                write.run();
            } catch (RuntimeException e) { // it is only slower without
                log.warn("No snapshot of {} was stored", aggregate.identifierAsString(), e);
            }
        });
    }
}
