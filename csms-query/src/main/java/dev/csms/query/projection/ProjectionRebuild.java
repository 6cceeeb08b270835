package dev.csms.query.projection;

import dev.csms.query.Pressure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Builds the tables of a projection anew from the first event, beside those that are being read, and then puts them in
 * their place. Needed when events could not be handled, or when a new version of a projection would have read old ones
 * differently.
 *
 * <p>The new tables fill in a schema of their own. When they have caught up, the live projection is held between two
 * batches and the live tables are locked; the new ones read up to where it stands and take over the names. The live
 * projection goes on where it was: what it reads twice changes nothing. Readers wait for the moment of the exchange. If
 * somebody reads for longer, that moment is put off.
 *
 * <p>A rebuild handles every event or does not happen. It pauses while its node has more urgent things to do, and may
 * take as long as it needs to, as long as it gets on. The projection's dead letters are gone with the old tables.
 */
public final class ProjectionRebuild {

    private static final int BATCH_SIZE = 1_000;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

    /** For as long the same event may take, pauses aside. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(10);

    private static final Duration LONGEST_WAIT_FOR_WRITER = Duration.ofSeconds(5);

    /** Whoever wants to read waits behind us while we wait for who reads, and as long as we catch up after that. */
    private static final Duration LONGEST_WAIT_FOR_READERS = Duration.ofSeconds(2);

    private static final Duration LONGEST_CATCHING_UP = Duration.ofSeconds(3);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    /** After which the exchange is not tried again. */
    private static final Duration LONGEST_WAIT_FOR_EXCHANGE = Duration.ofHours(6);

    /** The same events failing this often are final: first in a batch, then alone. */
    private static final int FINAL_FAILURE = 2;

    /** Lock not available; deadlock; statement cancelled, which waited for locks. */
    private static final Set<String> IN_USE = Set.of("55P03", "40P01", "57014");

    private static final Logger log = LoggerFactory.getLogger(ProjectionRebuild.class);

    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final TransactionManager transactions;
    private final DataSource rows;
    private final DataSource guards;
    private final ProjectionProgress progress;
    private final Pressure pressure;
    private final Duration longestStandstill;

    /**
     * @param rows   for what is written into the new tables, in {@code transactions}
     * @param guards for one connection from the beginning to the end
     */
    public ProjectionRebuild(
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TransactionManager transactions,
            DataSource rows,
            DataSource guards,
            ProjectionProgress progress,
            Pressure pressure) {
        this(events, transactions, rows, guards, progress, pressure, LONGEST_STANDSTILL);
    }

    ProjectionRebuild(
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TransactionManager transactions,
            DataSource rows,
            DataSource guards,
            ProjectionProgress progress,
            Pressure pressure,
            Duration longestStandstill) {
        this.events = events;
        this.transactions = transactions;
        this.rows = rows;
        this.guards = guards;
        this.progress = progress;
        this.pressure = pressure;
        this.longestStandstill = longestStandstill;
    }

    /** Whoever watches a rebuild, and may end it. Asked and told by the thread that does it. */
    interface Watcher {

        /**
         * Told about once a second. If this fails, so does the rebuild.
         *
         * @param position that has been read
         * @param head     of the log
         */
        void reached(long position, long head);

        boolean wantsItToEnd();

        /** The new tables are in place, if the transaction of the guard's connection that this is part of commits. */
        void exchanged(long position);
    }

    private static final Watcher NOBODY = new Watcher() {
        @Override
        public void reached(long position, long head) {
            // nobody wants to know
        }

        @Override
        public boolean wantsItToEnd() {
            return false;
        }

        @Override
        public void exchanged(long position) {
            // whoever has called will see
        }
    };

    /**
     * Returns when the new tables are in place. Fails, leaving everything as it was, if an event cannot be handled, if it
     * does not get on, or if the projection is being rebuilt already, here or on another node.
     */
    public void rebuild(Projection projection) {
        try (RebuildGuard guard = guard(projection)) {
            rebuild(projection, guard, NOBODY);
        }
    }

    RebuildGuard guard(Projection projection) {
        return RebuildGuard.take(guards, projection.group())
                .orElseThrow(() -> new RebuildUnderWayException(projection.group() + " is being rebuilt already"));
    }

    void rebuild(Projection projection, RebuildGuard guard, Watcher watcher) {
        NewTables tables = NewTables.create(projection, guard.db());
        String group = projection.group();
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(
                2,
                Thread.ofPlatform().daemon().name("rebuild-" + group + "-", 0).factory());
        Reader reader = new Reader(projection, tables, executor, watcher);
        try {
            reader.processor.start();
            reader.awaitPosition(head());
            tables.analyze();
            long exchangeUntil = System.nanoTime() + LONGEST_WAIT_FOR_EXCHANGE.toNanos();
            Duration delay = FIRST_DELAY;
            while (true) {
                reader.awaitPosition(head());
                awaitCalm(watcher);
                String obstacle = exchange(projection, guard, reader, tables, watcher);
                if (obstacle == null) {
                    return;
                }
                if (System.nanoTime() > exchangeUntil) {
                    throw new RebuildFailedException("the tables could not be exchanged: " + obstacle, null);
                }
                log.info(
                        "{}: the tables cannot be exchanged yet ({}); trying again in {} s",
                        group,
                        obstacle,
                        delay.toSeconds());
                reader.goOn();
                reader.await(delay);
                delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) < 0 ? delay.multipliedBy(2) : LONGEST_DELAY;
            }
        } finally {
            reader.stop();
            executor.shutdown();
            dropQuietly(tables);
        }
    }

    private static void dropQuietly(NewTables tables) {
        try {
            tables.drop();
        } catch (RuntimeException e) { // does not hide why it has come to that; and whoever tries next drops it
            log.debug("The new tables are left over", e);
        }
    }

    /** Lets this node do what is more urgent. */
    private void awaitCalm(Watcher watcher) {
        while (pressure.isHigh() && !watcher.wantsItToEnd()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** What is said for the position of who has read nothing. */
    long beginning() {
        return progress.beginning();
    }

    long head() {
        return progress.head();
    }

    /** What is in the way of it; null if it is done. */
    private @Nullable String exchange(
            Projection projection, RebuildGuard guard, Reader reader, NewTables tables, Watcher watcher) {
        try {
            return guard.transaction().execute(status -> {
                tables.holdBackWriter(projection.group(), LONGEST_WAIT_FOR_WRITER);
                tables.lockOld(LONGEST_WAIT_FOR_READERS);
                // of a log that was restored the live projection may have read what is not there any more
                long wanted = Math.min(progress.position(projection.group()), head());
                if (!reader.reaches(wanted, LONGEST_CATCHING_UP)) {
                    status.setRollbackOnly();
                    return "position " + wanted + " was not reached within " + LONGEST_CATCHING_UP.toSeconds() + " s";
                }
                reader.stop();
                tables.replaceOld();
                JdbcClient db = guard.db();
                db.sql("delete from dead_letter where processing_group = :group")
                        .param("group", projection.group())
                        .update();
                watcher.exchanged(reader.reached.get());
                return null;
            });
        } catch (DataAccessException e) {
            if (isInUse(e)) {
                return "they are being read";
            }
            throw e;
        }
    }

    private static boolean isInUse(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return IN_USE.contains(sql.getSQLState());
            }
        }
        return false;
    }

    /** Reads the log from its first event into the new tables. */
    private final class Reader {

        private final PooledStreamingEventProcessor processor;
        private final Watcher watcher;
        private volatile boolean stopping;
        private volatile int failures;
        private volatile @Nullable Throwable failure;
        private volatile @Nullable String failedEvent;
        private @Nullable String failedBatch;
        private final AtomicLong reached = new AtomicLong(beginning());
        private final AtomicLong gotOnAt = new AtomicLong(System.nanoTime());
        private long notedAt = System.nanoTime() - BETWEEN_NOTES.toNanos();

        Reader(Projection projection, NewTables tables, ScheduledExecutorService executor, Watcher watcher) {
            this.watcher = watcher;
            String name = projection.group() + " rebuild";
            EventRows eventRows = EventRows.rebuilt(name, new JdbcTemplate(rows), tables);
            processor = PooledStreamingEventProcessor.builder()
                    .name(name)
                    .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                            .eventHandlers(projection.handlers().apply(eventRows))
                            .listenerInvocationErrorHandler((e, event, _) -> {
                                failedEvent = nameOf(event);
                                throw e;
                            })
                            .build())
                    .errorHandler(this::failed)
                    .messageSource(events)
                    .initialToken(StreamableMessageSource::createTailToken)
                    .tokenStore(new InMemoryTokenStore())
                    .transactionManager(() -> {
                        while (pressure.isHigh() && !stopping) { // each batch begins with its transaction
                            LockSupport.parkNanos(POLL.toNanos());
                        }
                        return transactions.startTransaction();
                    })
                    .coordinatorExecutor(executor)
                    .workerExecutor(executor)
                    .initialSegmentCount(1)
                    .batchSize(BATCH_SIZE)
                    .build();
        }

        private static String nameOf(EventMessage<?> event) {
            return "event %d (%s)"
                    .formatted(EventRows.position(event), event.getPayloadType().getSimpleName());
        }

        private void failed(ErrorContext context) throws Exception {
            if (EventRows.mayBeTheEventsFault(context.error())) {
                // by the one thread that reads; a batch that begins elsewhere than the last one has made progress
                String begin = context.failedEvents().getFirst().getIdentifier();
                failures = begin.equals(failedBatch) ? failures + 1 : 1;
                failedBatch = begin;
            }
            failure = context.error();
            PropagatingErrorHandler.instance().handleError(context);
        }

        void awaitPosition(long wanted) {
            while (!hasReached(wanted)) {
                LockSupport.parkNanos(POLL.toNanos());
            }
        }

        /** Whether it does so in time. */
        boolean reaches(long wanted, Duration atMost) {
            long deadline = System.nanoTime() + atMost.toNanos();
            while (!hasReached(wanted)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
            return true;
        }

        void await(Duration pause) {
            long end = System.nanoTime() + pause.toNanos();
            do {
                hasReached(Long.MAX_VALUE);
                LockSupport.parkNanos(POLL.toNanos());
            } while (System.nanoTime() < end);
        }

        private boolean hasReached(long wanted) {
            long now = System.nanoTime();
            long position = processor.processingStatus().values().stream()
                    .mapToLong(segment -> segment.getCurrentPosition().orElse(beginning()))
                    .min()
                    .orElse(beginning());
            if (position > reached.get() || pressure.isHigh()) {
                gotOnAt.set(now);
            }
            if (reached.accumulateAndGet(position, Math::max) >= wanted) {
                return true;
            }
            throwIfOver(now);
            return false;
        }

        private void throwIfOver(long now) {
            if (watcher.wantsItToEnd()) {
                throw new RebuildEndedException();
            }
            if (failures >= FINAL_FAILURE) {
                throw new RebuildFailedException(
                        (failedEvent == null ? "an event" : failedEvent) + " cannot be handled: " + sentenceOf(failure),
                        failure);
            }
            if (now - notedAt > BETWEEN_NOTES.toNanos()) {
                notedAt = now;
                long head = head();
                if (reached.get() >= head) {
                    gotOnAt.set(now); // there is nothing more to read
                }
                watcher.reached(reached.get(), head);
            }
            if (now - gotOnAt.get() > longestStandstill.toNanos()) {
                throw new RebuildFailedException(
                        "it has not got beyond position %d for %d s%s"
                                .formatted(
                                        reached.get(),
                                        longestStandstill.toSeconds(),
                                        failure == null ? "" : "; the last failure was: " + sentenceOf(failure)),
                        failure);
            }
        }

        void stop() {
            stopping = true;
            processor.shutDown();
        }

        void goOn() {
            stopping = false;
            if (!processor.isRunning()) {
                processor.start();
            }
        }
    }

    /** In one line, from where it began. */
    static String sentenceOf(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause == null || cause.getMessage() == null) {
            return String.valueOf(cause);
        }
        return cause.getMessage().lines().findFirst().orElse("");
    }

    /** It is being done already, here or on another node. */
    public static final class RebuildUnderWayException extends RuntimeException {
        RebuildUnderWayException(String sentence) {
            super(sentence);
        }
    }

    /** Nothing was exchanged, for the reason that the message says in a sentence. */
    public static final class RebuildFailedException extends RuntimeException {
        RebuildFailedException(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    /** Whoever watches it wanted it to end. */
    static final class RebuildEndedException extends RuntimeException {
        RebuildEndedException() {
            super("it was ended");
        }
    }
}
