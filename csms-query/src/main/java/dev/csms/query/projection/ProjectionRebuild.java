package dev.csms.query.projection;

import dev.csms.query.Pressure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
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
 * <p>A rebuild handles every event or does not happen. It pauses while its node has more urgent things to do. The projection's dead letters are gone with the old tables.
 */
public final class ProjectionRebuild {

    private static final int BATCH_SIZE = 1_000;
    private static final Duration POLL = Duration.ofMillis(20);

    /** The live projection stands still for at most this long. */
    private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(5);

    /** The same events failing this often are final: first in a batch, then alone. */
    private static final int FINAL_FAILURE = 2;

    private static final Logger log = LoggerFactory.getLogger(ProjectionRebuild.class);

    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final TransactionManager transactions;
    private final DataSource dataSource;
    private final ProjectionProgress progress;
    private final Pressure pressure;

    public ProjectionRebuild(
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TransactionManager transactions,
            DataSource dataSource,
            ProjectionProgress progress,
            Pressure pressure) {
        this.events = events;
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.progress = progress;
        this.pressure = pressure;
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
        Reader reader = new Reader(projection, schema, executor, deadline);
        try {
            reader.processor.start();
            do {
                reader.awaitPosition(progress.head(), deadline);
                awaitCalm(deadline);
            } while (!exchanged(projection, reader, tables));
            log.info("{} has been rebuilt", projection.group());
        } finally {
            reader.processor.shutDown();
            executor.shutdown();
            tables.drop();
        }
    }

    /** Lets this node do what is more urgent. */
    private void awaitCalm(long deadline) {
        while (pressure.isHigh() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean exchanged(Projection projection, Reader reader, NewTables tables) {
        return transactions.fetchInTransaction(() -> {
            tables.lockOld(LONGEST_EXCHANGE);
            long live = progress.position(projection.group());
            try {
                reader.awaitPosition(live, System.nanoTime() + LONGEST_EXCHANGE.toNanos());
            } catch (IllegalStateException e) {
                log.info("{}: {}; trying again", projection.group(), e.getMessage());
                return false;
            }
            reader.processor.shutDown();
            tables.replaceOld();
            JdbcClient.create(dataSource)
                    .sql("delete from dead_letter where processing_group = :group")
                    .param("group", projection.group())
                    .update();
            return true;
        });
    }

    /** Reads the log from its first event into the new tables. */
    private final class Reader {

        private final PooledStreamingEventProcessor processor;
        private volatile int failures;
        private volatile @Nullable Throwable failure;
        private @Nullable String failedBatch;

        Reader(Projection projection, String schema, ScheduledExecutorService executor, long deadline) {
            String name = projection.group() + " rebuild";
            EventRows rows = EventRows.rebuilt(name, new JdbcTemplate(dataSource), schema);
            processor = PooledStreamingEventProcessor.builder()
                    .name(name)
                    .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                            .eventHandlers(projection.handlers().apply(rows))
                            .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                            .build())
                    .errorHandler(this::failed)
                    .messageSource(events)
                    .initialToken(StreamableMessageSource::createTailToken)
                    .tokenStore(new InMemoryTokenStore())
                    .transactionManager(() -> {
                        awaitCalm(deadline); // each batch begins with its transaction
                        return transactions.startTransaction();
                    })
                    .coordinatorExecutor(executor)
                    .workerExecutor(executor)
                    .initialSegmentCount(1)
                    .batchSize(BATCH_SIZE)
                    .build();
        }

        private void failed(ErrorContext context) throws Exception {
            // by the one thread that reads; a batch that begins elsewhere than the last one has made progress
            String begin = context.failedEvents().getFirst().getIdentifier();
            failures = begin.equals(failedBatch) ? failures + 1 : 1;
            failedBatch = begin;
            failure = context.error();
            PropagatingErrorHandler.instance().handleError(context);
        }

        void awaitPosition(long wanted, long deadline) {
            while (true) {
                long reached = processor.processingStatus().values().stream()
                        .mapToLong(segment -> segment.getCurrentPosition().orElse(progress.beginning()))
                        .min()
                        .orElse(progress.beginning());
                if (reached >= wanted) {
                    return;
                }
                if (failures >= FINAL_FAILURE) {
                    throw new RebuildFailedException(failure);
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("position " + wanted + " was not reached in time");
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    /** An event cannot be handled, so that nothing was exchanged. */
    public static final class RebuildFailedException extends RuntimeException {
        RebuildFailedException(@Nullable Throwable cause) {
            super("an event cannot be handled: " + cause, cause);
        }
    }
}
