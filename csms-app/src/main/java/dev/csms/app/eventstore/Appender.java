package dev.csms.app.eventstore;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends events, one batch at a time: everything that waits while one batch is written becomes the next one. Commands
 * wait here, holding no connection, until their events are durable or cannot be.
 */
public final class Appender implements DecisionCheck, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Appender.class);

    private static final int MAX_COMMANDS = 512;
    private static final int MAX_CHARACTERS = 4_000_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** After which a trouble that nobody has met again is not known to last. Longer than any attempt takes. */
    private static final Duration TROUBLE_FADES = Duration.ofSeconds(15);

    private final BlockingQueue<Append> waiting = new LinkedBlockingQueue<>();
    private final LogConnection connection;
    private final Coherence coherence;
    private final EventTail tail;
    private final Duration patience;
    private final RecentBeginnings begun = new RecentBeginnings();
    private final Timer duration;
    private final DistributionSummary batchCommands;
    private final DistributionSummary batchEvents;
    private final Thread thread;
    private volatile boolean troubled;
    private volatile long troubledSinceNanos;
    private volatile long lastTroubleNanos;

    /** Since when the first command of the batch waits that is being written; 0 if none is. */
    private volatile long batchSinceNanos;

    private volatile int postponed;

    private volatile boolean closed;

    /** What one command wants appended, or only checked. */
    private static final class Append {
        final List<NewEvent> events;
        final @Nullable Consultation consultation;
        final long sinceNanos = System.nanoTime();
        final long deadline;
        final int size;
        final CompletableFuture<Void> outcome = new CompletableFuture<>();

        /** A connection was lost with its answer: its events may be stored, and may still come to be. */
        boolean inDoubt;

        /** And nobody has looked since whether they are. */
        boolean unanswered;

        Append(List<NewEvent> events, @Nullable Consultation consultation, Duration patience) {
            this.events = events;
            this.consultation = consultation;
            this.deadline = sinceNanos + patience.toNanos();
            this.size = events.stream().mapToInt(NewEvent::size).sum();
        }

        boolean isStale(Coherence coherence) {
            return consultation != null && consultation.isStale(coherence);
        }

        void doubt() {
            inDoubt = true;
            unanswered = true;
        }

        void succeed() {
            if (consultation != null) {
                consultation.confirmed();
            }
            outcome.complete(null);
        }
    }

    /** @param patience how long a command waits for a database that is away */
    public Appender(
            ConnectionOpener connections,
            Coherence coherence,
            EventTail tail,
            Duration patience,
            MeterRegistry meters) {
        this.connection = new LogConnection(connections);
        this.coherence = coherence;
        this.tail = tail;
        this.patience = patience;
        this.duration = Timer.builder("eventstore.append")
                .description("From the start of an append to its commit; many commands share one")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(20))
                .register(meters);
        this.batchCommands = DistributionSummary.builder("eventstore.batch.commands")
                .description("Commands that shared one append")
                .register(meters);
        this.batchEvents = DistributionSummary.builder("eventstore.batch.events")
                .description("Events stored by one append")
                .register(meters);
        this.thread = Thread.ofPlatform().name("event-appender").daemon().unstarted(this::run);
    }

    /** @throws EventStoreUnavailableException if the log cannot be reached */
    public void start() {
        try {
            coherence.restart(connection.head());
        } catch (SQLException e) {
            throw new EventStoreUnavailableException("The event log cannot be read: " + e.getMessage(), e);
        }
        tail.advance(coherence.position());
        thread.start();
    }

    /** Returns when the events are durable. */
    void append(List<NewEvent> events, @Nullable Consultation consultation) {
        await(new Append(events, consultation, patience));
    }

    @Override
    public void verify(Consultation consultation) {
        await(new Append(List.of(), consultation, patience));
    }

    /** Takes note of what other nodes have appended, soon. */
    void catchUp() {
        if (waiting.isEmpty()) {
            waiting.add(new Append(List.of(), null, patience));
        }
    }

    /** How many commands wait for the next batch, or behind the one that the database does not take. */
    int waiting() {
        return waiting.size() + postponed;
    }

    /**
     * For how long the command has waited that has waited longest, for a database that takes events; none while it
     * takes none, which is another matter.
     */
    public Duration longestWait() {
        if (isTroubled(System.nanoTime())) {
            return Duration.ZERO;
        }
        long since = batchSinceNanos;
        if (since == 0) {
            Append next = waiting.peek();
            since = next == null ? 0 : next.sinceNanos;
        }
        return since == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - since));
    }

    /** For how long the database has taken no events, as far as anybody has tried. */
    public Duration trouble() {
        long now = System.nanoTime();
        return isTroubled(now) ? Duration.ofNanos(Math.max(0, now - troubledSinceNanos)) : Duration.ZERO;
    }

    private boolean isTroubled(long now) {
        return troubled && now - lastTroubleNanos < TROUBLE_FADES.toNanos();
    }

    private void await(Append append) {
        if (closed) {
            throw new EventStoreUnavailableException("The event store is shut down", null);
        }
        waiting.add(append);
        if (closed && waiting.remove(append)) {
            throw new EventStoreUnavailableException("The event store is shut down", null);
        }
        try {
            append.outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void run() {
        while (!closed || !waiting.isEmpty()) {
            List<Append> batch = List.of();
            try {
                batch = nextBatch();
                batchSinceNanos = batch.isEmpty() ? 0 : batch.getFirst().sinceNanos;
                write(batch);
            } catch (InterruptedException e) {
                // closing: write what waits, then end
            } catch (RuntimeException | Error e) {
                log.error("The event appender met something unforeseen", e);
                connection.close(); // it may have been left in the middle of something
                fail(batch, new EventStoreException("The events could not be appended", e));
            } finally {
                batchSinceNanos = 0;
                postponed = 0;
            }
        }
        connection.close();
    }

    private List<Append> nextBatch() throws InterruptedException {
        List<Append> batch = new ArrayList<>();
        Append next = waiting.poll(1, TimeUnit.SECONDS);
        int size = 0;
        while (next != null) {
            batch.add(next);
            size += next.size;
            next = batch.size() < MAX_COMMANDS && size < MAX_CHARACTERS ? waiting.poll() : null;
        }
        return batch;
    }

    /** @param batch what is to be written; what is taken on meanwhile is added */
    private void write(List<Append> batch) {
        Deque<List<Append>> groups = new ArrayDeque<>();
        groups.add(List.copyOf(batch));
        Duration pause = FIRST_PAUSE;
        while (!groups.isEmpty()) {
            List<Append> group = withoutRepeated(withoutStale(groups.remove(), append -> !append.inDoubt));
            if (group.isEmpty()) {
                continue;
            }
            List<Append> later = new ArrayList<>();
            List<Append> now = withoutRivals(group, later);
            if (!later.isEmpty()) {
                groups.addFirst(later);
            }
            try {
                if (now.stream().anyMatch(append -> append.inDoubt)) {
                    catchUpWithLog();
                    now = withoutStored(now); // after it: what it took for another node's change may be ours
                    now = withoutStale(now, _ -> true); // the log will not say so: it is known as far as it goes
                }
                writeTogether(now);
                pause = FIRST_PAUSE;
            } catch (SQLException e) {
                AppendFailure failure = AppendFailure.of(e);
                switch (failure) {
                    case STALE -> retryAfterCatchingUp(now, groups);
                    case DUPLICATE -> retryWithoutPresent(now, groups, e);
                    case REFUSED -> retrySingly(now, groups, e);
                    case PASSING, IN_DOUBT -> {
                        connection.close(); // another one may find a database that takes events
                        if (failure == AppendFailure.IN_DOUBT) {
                            now.forEach(Append::doubt);
                        }
                        groups.addFirst(now);
                        pause = pauseAfter(e, pause, groups, batch);
                    }
                }
            }
        }
    }

    private void writeTogether(List<Append> appends) throws SQLException {
        List<NewEvent> events = new ArrayList<>();
        Set<String> consulted = new HashSet<>();
        for (Append append : appends) {
            events.addAll(append.events);
            if (append.consultation != null) {
                consulted.addAll(append.consultation.aggregates());
            }
        }
        long start = System.nanoTime();
        LogConnection.Appended appended = connection.append(coherence.position(), consulted, events);
        if (!events.isEmpty()) {
            duration.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            batchCommands.record(appends.size());
            batchEvents.record(events.size());
        }
        if (troubled && !events.isEmpty()) { // one that only looks may pass where nothing can be written
            troubled = false;
            log.info("The event store takes events again");
        }
        coherence.advance(appended.base() + events.size(), appended.unseen());
        begun.add(events);
        tail.appended(appended.base(), events);
        appends.forEach(Append::succeed);
    }

    private List<Append> withoutStale(List<Append> appends, Predicate<Append> asked) {
        List<Append> current = new ArrayList<>(appends.size());
        for (Append append : appends) {
            if (asked.test(append) && append.isStale(coherence)) {
                append.outcome.completeExceptionally(
                        new StaleDecisionException("Another node has changed what this command decided from"));
            } else {
                current.add(append);
            }
        }
        return current;
    }

    private List<Append> withoutRepeated(List<Append> appends) {
        List<Append> others = new ArrayList<>(appends.size());
        for (Append append : appends) {
            NewEvent second = append.inDoubt ? null : begun.firstIn(append.events);
            if (second == null) {
                others.add(append);
            } else {
                append.outcome.completeExceptionally(conflict(second, null));
            }
        }
        return others;
    }

    /** Keeps two commands of one batch that want the same key apart, so that the second one fails alone. */
    private static List<Append> withoutRivals(List<Append> appends, List<Append> later) {
        Set<NewEvent.Key> taken = new HashSet<>();
        List<Append> kept = new ArrayList<>(appends.size());
        for (Append append : appends) {
            boolean rival = false;
            for (NewEvent event : append.events) {
                NewEvent.Key key = event.key();
                rival |= key != null && !taken.add(key);
            }
            (rival ? later : kept).add(append);
        }
        return kept;
    }

    private void retryAfterCatchingUp(List<Append> appends, Deque<List<Append>> groups) {
        try {
            catchUpWithLog();
        } catch (SQLException e) {
            // the next round meets it again, and waits
        }
        groups.addFirst(appends);
    }

    private void catchUpWithLog() throws SQLException {
        long head = connection.head();
        if (head < coherence.position()) {
            log.error(
                    "The event log ends at {}, but this node has seen it at {}: it was restored from a backup."
                            + " Everything in memory is dropped; projections that were ahead must be rebuilt",
                    head,
                    coherence.position());
            coherence.restart(head);
            begun.clear();
            tail.forgetRecent();
        }
        while (coherence.position() < head) {
            LogConnection.Appended changes = connection.changesAfter(coherence.position(), head);
            coherence.advance(changes.base(), changes.unseen());
        }
        tail.advance(head);
    }

    /** Fails the commands that came second, and tries the others again together. */
    private void retryWithoutPresent(List<Append> appends, Deque<List<Append>> groups, SQLException cause) {
        List<Append> others = new ArrayList<>();
        try {
            LogConnection.Present present = connection.present(eventsOf(appends));
            for (Append append : appends) {
                NewEvent second = firstTaken(append, present);
                if (isStored(append, present)) {
                    append.succeed(); // an earlier try of ours that we had given up arrived after all
                } else if (second != null) {
                    append.outcome.completeExceptionally(conflict(second, cause));
                } else {
                    others.add(append);
                }
            }
            if (others.size() == appends.size()) {
                retrySingly(appends, groups, cause);
                return;
            }
            catchUpWithLog();
        } catch (SQLException e) {
            others = appends.stream().filter(append -> !append.outcome.isDone()).toList(); // and meets it again
        }
        groups.addFirst(others);
    }

    private List<Append> withoutStored(List<Append> appends) throws SQLException {
        LogConnection.Present present = connection.present(eventsOf(appends));
        List<Append> missing = new ArrayList<>(appends.size());
        for (Append append : appends) {
            append.unanswered = false;
            if (isStored(append, present)) {
                append.succeed();
            } else {
                missing.add(append);
            }
        }
        return missing;
    }

    private static boolean isStored(Append append, LogConnection.Present present) {
        return !append.events.isEmpty()
                && present.identifiers().contains(append.events.getFirst().identifier());
    }

    private static @Nullable NewEvent firstTaken(Append append, LogConnection.Present present) {
        for (NewEvent event : append.events) {
            if (present.keys().contains(event.key()) || present.identifiers().contains(event.identifier())) {
                return event;
            }
        }
        return null;
    }

    private static RuntimeException conflict(NewEvent second, @Nullable SQLException cause) {
        String message = "Event %d of %s is there already".formatted(second.sequence(), second.aggregate());
        return second.sequence() == 0
                ? new AggregateStreamCreationException(message, cause)
                : new ConcurrencyException(message, cause);
    }

    private static void retrySingly(List<Append> appends, Deque<List<Append>> groups, SQLException cause) {
        if (appends.size() == 1) {
            fail(appends, new EventStoreException("The events cannot be stored: " + cause.getMessage(), cause));
            return;
        }
        for (Append append : appends.reversed()) {
            groups.addFirst(List.of(append));
        }
    }

    /**
     * Waits for better times; fails those who have waited long enough. Once the trouble lasts longer than that, nobody
     * waits: commands for one aggregate come here one after the other, and the last would wait for all before it.
     */
    private Duration pauseAfter(SQLException cause, Duration pause, Deque<List<Append>> groups, List<Append> batch) {
        long now = System.nanoTime();
        boolean goesOn = isTroubled(now);
        lastTroubleNanos = now;
        if (!goesOn) {
            troubledSinceNanos = now;
            troubled = true;
            log.warn("The event store takes no events, commands wait: {}", said(cause));
        }
        boolean patienceIsOver = now - troubledSinceNanos >= patience.toNanos();
        List<Append> joining = new ArrayList<>();
        waiting.drainTo(joining, MAX_COMMANDS);
        groups.addLast(joining);
        batch.removeIf(append -> append.outcome.isDone());
        batch.addAll(joining);
        List<List<Append>> all = List.copyOf(groups);
        groups.clear();
        for (List<Append> group : all) {
            List<Append> patient = new ArrayList<>(group.size());
            for (Append append : group) {
                if (closed || patienceIsOver || append.deadline - now < 0) {
                    fail(List.of(append), unavailable(append, cause));
                } else {
                    patient.add(append);
                }
            }
            if (!patient.isEmpty()) {
                groups.add(patient);
            }
        }
        if (!groups.isEmpty()) {
            postponed = groups.stream().skip(1).mapToInt(List::size).sum();
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                // closing: one last try
            }
        }
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    private EventStoreUnavailableException unavailable(Append append, SQLException cause) {
        return new EventStoreUnavailableException(
                append.unanswered
                        ? "The connection was lost during the append; whether the events are stored is not known"
                        : "The event store took no events for %d s: %s".formatted(patience.toSeconds(), said(cause)),
                cause);
    }

    /** Without the statement, which PostgreSQL repeats in full. */
    private static String said(SQLException cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static void fail(List<Append> appends, RuntimeException failure) {
        appends.forEach(append -> append.outcome.completeExceptionally(failure));
    }

    private static List<NewEvent> eventsOf(List<Append> appends) {
        return appends.stream().flatMap(append -> append.events.stream()).toList();
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
