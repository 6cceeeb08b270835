package dev.csms.app.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** A database that may be away for a moment, to be asked what may be asked twice. */
final class PatientDatabase {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONG_PAUSE = Duration.ofMillis(300);

    private final DataSource database;
    private final Duration patience;

    PatientDatabase(DataSource database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    @FunctionalInterface
    interface Reading<R> {
        R from(Connection connection) throws SQLException;
    }

    /** @throws EventStoreUnavailableException if it has not answered for as long as one waits */
    <R> R read(String what, Reading<R> reading) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try (Connection connection = database.getConnection()) {
                return reading.from(connection);
            } catch (SQLException e) {
                if (AppendFailure.of(e) == AppendFailure.REFUSED) {
                    throw new EventStoreException("Could not read " + what, e);
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new EventStoreUnavailableException("Could not read " + what, e);
                }
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new EventStoreUnavailableException("Interrupted while reading " + what, e);
                }
                pause = pause.compareTo(LONG_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }
}
