package dev.csms.query.feed;

import dev.csms.query.projection.Change;
import dev.csms.query.projection.Change.AnythingChanged;
import dev.csms.query.projection.ChangeMessages;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * What projections commit, on whichever node, as one stream of changes on this node. Holds one database connection.
 *
 * <p>Who reads too slowly misses changes; nobody is held up by anybody.
 */
@Component
public final class ChangeFeed implements SmartLifecycle {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private final DataSource dataSource;
    private final Duration silence;
    private final Duration longestAnswer;
    private final Sinks.Many<Change> changes = Sinks.many().multicast().directBestEffort();
    private volatile @Nullable Listening listening;

    @Autowired
    ChangeFeed(DataSource dataSource) {
        this(dataSource, SILENCE, LONGEST_ANSWER);
    }

    /**
     * @param silence       after which the database is asked whether it is there
     * @param longestAnswer how long it may take to answer
     */
    ChangeFeed(DataSource dataSource, Duration silence, Duration longestAnswer) {
        this.dataSource = dataSource;
        this.silence = silence;
        this.longestAnswer = longestAnswer;
    }

    /** Changes from now on. Has no buffer: who subscribes brings one. */
    public Flux<Change> changes() {
        return changes.asFlux();
    }

    @Override
    public void start() {
        Listening started = new Listening();
        listening = started;
        Thread.ofVirtual().name("change-feed").start(started);
    }

    @Override
    public void stop() {
        Listening stopping = listening;
        listening = null;
        if (stopping != null) {
            stopping.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return listening != null;
    }

    private final class Listening implements Runnable {

        private final CountDownLatch stop = new CountDownLatch(1);
        private final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public void run() {
            boolean lost = false;
            while (!isStopping(Duration.ZERO)) {
                try (Connection connection = dataSource.getConnection()) {
                    listen(connection, lost);
                } catch (SQLException | RuntimeException e) {
                    lost = true;
                    log.warn("cannot hear of changes; trying again: {}", e.getMessage());
                    isStopping(PAUSE_AFTER_FAILURE);
                }
            }
            stopped.countDown();
        }

        private void listen(Connection connection, boolean afterLoss) throws SQLException {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, (int) longestAnswer.toMillis());
            PGConnection postgres = connection.unwrap(PGConnection.class);
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen " + ChangeMessages.CHANNEL);
                if (afterLoss) {
                    emit(new AnythingChanged());
                }
                long askedNanos = System.nanoTime();
                while (!isStopping(Duration.ZERO)) {
                    if (System.nanoTime() - askedNanos > silence.toNanos()) {
                        statement.execute("select 1"); // a connection that is cut unseen only ever stays silent
                        askedNanos = System.nanoTime();
                    }
                    for (PGNotification notification : postgres.getNotifications((int) LONGEST_WAIT.toMillis())) {
                        ChangeMessages.read(notification.getParameter()).forEach(this::emit);
                    }
                }
                statement.execute("unlisten *"); // the connection goes back to where it came from
            }
        }

        private void emit(Change change) {
            changes.tryEmitNext(change);
        }

        private boolean isStopping(Duration atMost) {
            try {
                return stop.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        private void stop() {
            stop.countDown();
            try {
                if (!stopped.await(LONGEST_WAIT.multipliedBy(4).toMillis(), TimeUnit.MILLISECONDS)) {
                    log.warn("the change feed did not stop in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
