package dev.csms.app.eventstore;

import java.time.Duration;
import java.util.function.IntSupplier;
import javax.sql.DataSource;

/**
 * The sequences of a database, from which nodes take numbers in blocks.
 *
 * @param patience how long a command waits for a database that is away
 * @param restores how often the database was restored from a backup while this node was running
 */
public record NumberSource(DataSource database, Duration patience, IntSupplier restores) {

    NumberBlocks blocks(String sequence) {
        return new NumberBlocks(database, sequence, patience, restores);
    }
}
