package dev.csms.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Builds the tables of a projection anew from the first event, beside those that are being read, and then puts them in
 * their place. Needed when a new version of a projection would have read old events differently.
 *
 * <p>The new tables fill in a schema of their own. When they have caught up, the live tables are locked, which stops
 * the live projection at a position; the new ones read up to it and take over the names. The live projection goes on
 * where it was: what it reads twice changes nothing. Readers wait for the moment of the exchange.
 *
 * <p>A rebuild handles every event or does not happen. The projection's dead letters are gone with the old tables.
 */
public final class ProjectionRebuild {

    private static final int BATCH_SIZE = 1_000;
    private static final Duration POLL = Duration.ofMillis(20);

    /** The live projection stands still for at most this long. */
    private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(5);

    /** A failure that does not go away within this time is final. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(ProjectionRebuild.class);

    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final TransactionManager transactions;
    private final DataSource dataSource;
    private final ProjectionProgress progress;

    public ProjectionRebuild(
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TransactionManager transactions,
            DataSource dataSource,
            ProjectionProgress progress) {
        this.events = events;
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.progress = progress;
    }

    /**
     * Returns when the new tables are in place. Fails, leaving everything as it was, if an event cannot be handled, if
     * time runs out, or if the projection is being rebuilt already, here or on another node.
     */
    public void rebuild(Projection projection, Duration atMost) {
        try (Connection guard = dataSource.getConnection()) {
            JdbcClient db = JdbcClient.create(new SingleConnectionDataSource(guard, true));
            if (!db.sql("select pg_try_advisory_lock(hashtext('projection rebuild'), hashtext(:group))")
                    .param("group", projection.group())
                    .query(Boolean.class)
                    .single()) {
                throw new IllegalStateException(projection.group() + " is being rebuilt already");
            }
            try {
                rebuildAlone(projection, System.nanoTime() + atMost.toNanos());
            } finally {
                db.sql("select pg_advisory_unlock(hashtext('projection rebuild'), hashtext(:group))")
                        .param("group", projection.group())
                        .query(Boolean.class)
                        .single();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not rebuild " + projection.group(), e);
        }
    }

    private void rebuildAlone(Projection projection, long deadline) {
        String schema = "rebuild_" + projection.group().replace('-', '_');
        NewTables tables = new NewTables(schema, projection.tables(), dataSource);
        tables.create();
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        PooledStreamingEventProcessor reader = reader(projection, schema, executor);
        try {
            reader.start();
            do {
                awaitPosition(reader, progress.head(), deadline);
            } while (!exchanged(projection, reader, tables));
            log.info("{} has been rebuilt", projection.group());
        } finally {
            reader.shutDown();
            executor.shutdown();
            tables.drop();
        }
    }

    private PooledStreamingEventProcessor reader(Projection projection, String schema, ScheduledExecutorService executor) {
        String name = projection.group() + " rebuild";
        EventRows rows = EventRows.rebuilt(name, new JdbcTemplate(dataSource), schema);
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(projection.handlers().apply(rows))
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build())
                .messageSource(events)
                .initialToken(StreamableMessageSource::createTailToken)
                .tokenStore(new InMemoryTokenStore())
                .transactionManager(transactions)
                .coordinatorExecutor(executor)
                .workerExecutor(executor)
                .initialSegmentCount(1)
                .batchSize(BATCH_SIZE)
                .build();
    }

    private boolean exchanged(Projection projection, PooledStreamingEventProcessor reader, NewTables tables) {
        return transactions.fetchInTransaction(() -> {
            tables.lockOld(LONGEST_EXCHANGE);
            long live = progress.position(projection.group());
            try {
                awaitPosition(reader, live, System.nanoTime() + LONGEST_EXCHANGE.toNanos());
            } catch (IllegalStateException e) {
                log.info("{}: {}; trying again", projection.group(), e.getMessage());
                return false;
            }
            reader.shutDown();
            tables.replaceOld();
            JdbcClient.create(dataSource)
                    .sql("delete from dead_letter where processing_group = :group")
                    .param("group", projection.group())
                    .update();
            return true;
        });
    }

    private static void awaitPosition(PooledStreamingEventProcessor reader, long position, long deadline) {
        long failingSince = 0;
        while (true) {
            List<EventTrackerStatus> segments = List.copyOf(reader.processingStatus().values());
            if (!segments.isEmpty()
                    && segments.stream().allMatch(it -> it.getCurrentPosition().orElse(0) >= position)) {
                return;
            }
            long now = System.nanoTime();
            if (segments.stream().anyMatch(EventTrackerStatus::isErrorState)) {
                failingSince = failingSince == 0 ? now : failingSince;
                if (now - failingSince > PATIENCE.toNanos()) {
                    Throwable failure = segments.getFirst().getError();
                    throw new RebuildFailedException("an event cannot be handled: " + failure.getMessage(), failure);
                }
            }
            if (now > deadline) {
                throw new IllegalStateException("position " + position + " was not reached in time");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** An event cannot be handled, so that nothing was exchanged. */
    public static final class RebuildFailedException extends RuntimeException {
        RebuildFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
