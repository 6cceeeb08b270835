package dev.csms.app.eventstore;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the log as this node knows it. It wakes those who read: at once for what this node appended, within
 * {@link #POLL} for what others did. Wake-ups are at least {@link #BREATH} apart, so that readers find batches.
 */
public final class EventTail implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventTail.class);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BREATH = Duration.ofMillis(40);

    private final RecentEvents recent = new RecentEvents();
    private final Set<Runnable> readers = new CopyOnWriteArraySet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition(); // head
    private final Condition announced = lock.newCondition(); // told
    private final LogConnection connection;
    private final Thread thread;
    private volatile long head;
    private volatile long told;
    private volatile long answeredNanos = System.nanoTime();
    private volatile boolean closed;
    private Runnable onForeignEvents = () -> {};

    public EventTail(ConnectionOpener connections) {
        this.connection = new LogConnection(connections);
        this.thread = Thread.ofPlatform().name("event-tail").daemon().unstarted(this::run);
    }

    /** @param appender told when other nodes have appended */
    public void start(Appender appender) {
        onForeignEvents = appender::catchUp;
        answeredNanos = System.nanoTime();
        thread.start();
    }

    /** For how long the database has not answered. It is asked all the time. */
    public Duration silence() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - answeredNanos));
    }

    /** Number of the last event known to be readable. */
    long head() {
        return head;
    }

    /** This node has appended these events after the given position. */
    void appended(long base, List<NewEvent> events) {
        recent.add(base, events);
        advance(base + events.size());
    }

    /** The log is known to reach this far. */
    void advance(long position) {
        if (position == head) {
            return;
        }
        lock.lock();
        try {
            head = position;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The log is not the one that this node has appended to. */
    void forgetRecent() {
        recent.clear();
    }

    List<TrackedEventMessage<?>> recentAfter(long position, int limit) {
        return recent.after(position, limit);
    }

    void addReader(Runnable wake) {
        readers.add(wake);
    }

    void removeReader(Runnable wake) {
        readers.remove(wake);
    }

    /** Whether it is time to read what follows the given position: not for each event, so that there is a batch. */
    boolean isReadableAfter(long position) {
        return told > position;
    }

    /** Waits, for one who reads, until it is time to read what follows the given position. */
    void awaitAfter(long position, long nanos) throws InterruptedException {
        await(announced, () -> isReadableAfter(position), nanos);
    }

    private void await(Condition condition, BooleanSupplier met, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (!met.getAsBoolean() && left > 0 && !closed) {
                left = condition.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        tell();
        long polled = System.nanoTime();
        boolean troubled = false;
        while (!closed) {
            try {
                await(advanced, () -> head != told, POLL.toNanos());
                if (System.nanoTime() - polled >= POLL.toNanos()) {
                    long position = connection.lastEvent();
                    polled = System.nanoTime();
                    answeredNanos = polled;
                    if (position > head) {
                        onForeignEvents.run();
                        advance(position);
                    }
                    troubled = false;
                }
                if (head != told) {
                    tell();
                    Thread.sleep(BREATH);
                }
            } catch (InterruptedException e) {
                // closing
            } catch (SQLException e) {
                if (!troubled) {
                    log.debug("The end of the event log cannot be read: {}", e.getMessage());
                    troubled = true;
                }
                connection.close();
                polled = System.nanoTime();
            } catch (RuntimeException e) {
                log.error("A reader of the event log could not be woken", e);
            }
        }
        connection.close();
    }

    private void tell() {
        lock.lock();
        try {
            told = head;
            announced.signalAll();
        } finally {
            lock.unlock();
        }
        readers.forEach(Runnable::run);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (!thread.isAlive()) {
            return; // a start that failed need not have come to it
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
