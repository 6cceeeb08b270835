package dev.csms.query.projection;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Writes the rows of one processing group: all those of a batch of events together, when the batch is about to be
 * committed, with its token.
 *
 * <p>If that fails, nothing is written, and it is not known which event was to blame. When the events of that batch
 * come again, each is therefore written alone: the one to blame fails in its own handler, where it is parked as a
 * dead letter, and the others are written.
 */
public final class EventRows {

    /**
     * Classes of SQLState that say nothing of the event: what is meant to be tried again. 0A: a statement that was
     * prepared before a migration changed its columns; the connection forgets it.
     */
    private static final Set<String> NOT_THE_EVENTS_FAULT =
            Set.of("08", "0A", "25", "40", "53", "55", "57", "58", "XX");

    private static final Logger log = LoggerFactory.getLogger(EventRows.class);

    private final String group;
    private final JdbcOperations db;
    private final @Nullable NewTables newTables;

    /** Up to this position of the log, events are written alone. */
    private volatile long suspectUntil = -1;

    private EventRows(String group, JdbcOperations db, @Nullable NewTables newTables) {
        this.group = group;
        this.db = db;
        this.newTables = newTables;
    }

    /** Rows that are read by others, who are told of changes. */
    public static EventRows live(String group, JdbcOperations db) {
        return new EventRows(group, db, null);
    }

    /** Rows that nobody reads yet, in tables of the same names in a schema of their own. */
    static EventRows rebuilt(String group, JdbcOperations db, NewTables newTables) {
        return new EventRows(group, db, newTables);
    }

    /**
     * Collects what an event writes.
     *
     * @param handler says so; if it fails, the event writes nothing
     */
    public void write(EventMessage<?> event, Consumer<RowChanges> handler) {
        RowChanges changes = new RowChanges();
        handler.accept(changes);
        if (CurrentUnitOfWork.get() instanceof BatchingUnitOfWork<?> batch && position(event) > suspectUntil) {
            rowsOf(batch).add(changes);
        } else {
            writeAlone(changes);
        }
    }

    /** Where the event stands in the log; the key of facts, since it is the same whenever the event comes again. */
    public static long position(EventMessage<?> event) {
        TrackingToken token = event instanceof TrackedEventMessage<?> tracked ? tracked.trackingToken() : null;
        if (token == null) {
            throw new IllegalStateException("events are read from the log, and there have a position: " + event);
        }
        return token.position().orElse(0);
    }

    private RowChanges rowsOf(BatchingUnitOfWork<?> batch) {
        String key = EventRows.class.getName() + "/" + group;
        RowChanges rows = batch.getResource(key);
        if (rows != null) {
            return rows;
        }
        RowChanges collected = new RowChanges();
        batch.resources().put(key, collected);
        batch.onPrepareCommit(_ -> writeTogether(batch, collected));
        return collected;
    }

    private void writeTogether(BatchingUnitOfWork<?> batch, RowChanges rows) {
        try {
            write(rows);
        } catch (RuntimeException e) {
            if (mayBeTheEventsFault(e)) {
                suspectUntil = position((EventMessage<?>) batch.getMessages().getLast());
                log.warn(
                        "{}: the events up to position {} will be written one by one, since together they failed: {}",
                        group,
                        suspectUntil,
                        e.getMessage());
            }
            throw e;
        }
    }

    /**
     * Writes the rows of one event so that the transaction survives their failure. If the failure is not the event's
     * fault, the transaction does not survive: the event must not be parked then, but come again.
     */
    private void writeAlone(RowChanges rows) {
        db.execute((ConnectionCallback<@Nullable Void>) connection -> {
            Savepoint before = connection.setSavepoint();
            try {
                write(rows);
            } catch (RuntimeException e) {
                if (mayBeTheEventsFault(e)) {
                    connection.rollback(before);
                }
                throw e;
            }
            connection.releaseSavepoint(before);
            return null;
        });
    }

    private void write(RowChanges rows) {
        if (newTables == null) {
            rows.write(db);
            ChangeMessages.announce(rows.changes(), db);
        } else {
            newTables.useFor(db);
            rows.write(db);
        }
    }

    /** Whether an event may have failed because of what it says, and not because of the database. */
    public static boolean mayBeTheEventsFault(Throwable e) {
        boolean ofTheDriver = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (sql.getSQLState() != null) {
                    return NOT_THE_EVENTS_FAULT.stream().noneMatch(sql.getSQLState()::startsWith);
                }
                ofTheDriver = true; // or of the pool: the database has not seen the statement
            }
        }
        return !ofTheDriver;
    }
}
