package dev.csms.app.eventstore;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives out numbers from blocks of a sequence. The next block is fetched before the last is used up, so that a database
 * that is away for a moment keeps nobody waiting. What is left of a block at the end of a node is never used.
 */
final class NumberBlocks {

    /** The increment of the sequences. */
    private static final int BLOCK = 100;

    private static final int FEW = 20;

    private final PatientDatabase database;
    private final String sequence;
    private final IntSupplier restores;
    private int next;
    private int left;
    private int restoresSeen;
    private @Nullable CompletableFuture<Integer> coming;

    /**
     * @param patience how long one waits for a database that is away
     * @param restores how often the database was restored from a backup, which may give out the same block again
     */
    NumberBlocks(DataSource database, String sequence, Duration patience, IntSupplier restores) {
        this.database = new PatientDatabase(database, patience);
        this.sequence = sequence;
        this.restores = restores;
        this.restoresSeen = restores.getAsInt();
    }

    /** @throws EventStoreUnavailableException if there is none, and the database does not answer */
    int next() {
        while (true) {
            CompletableFuture<Integer> awaited;
            synchronized (this) {
                OptionalInt number = taken();
                if (number.isPresent()) {
                    return number.getAsInt();
                }
                awaited = fetched();
            }
            try {
                awaited.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    private OptionalInt taken() {
        int restored = restores.getAsInt();
        if (restored != restoresSeen) {
            restoresSeen = restored;
            left = 0;
            coming = null;
        }
        if (left == 0 && coming != null && coming.state() == CompletableFuture.State.SUCCESS) {
            next = coming.resultNow();
            left = Math.min(BLOCK, Integer.MAX_VALUE - next);
            coming = null;
        }
        if (left == 0) {
            return OptionalInt.empty();
        }
        left--;
        if (left <= FEW) {
            fetched();
        }
        return OptionalInt.of(next++);
    }

    private CompletableFuture<Integer> fetched() {
        CompletableFuture<Integer> block = coming;
        if (block == null || block.isCompletedExceptionally()) {
            CompletableFuture<Integer> begun = new CompletableFuture<>();
            Thread.ofVirtual().name("numbers-of-" + sequence).start(() -> {
                try {
                    begun.complete(nextBlock());
                } catch (RuntimeException | Error e) {
                    begun.completeExceptionally(e);
                }
            });
            coming = begun;
            return begun;
        }
        return block;
    }

    private int nextBlock() {
        return database.read("numbers of " + sequence, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select nextval(?::regclass)")) {
                statement.setString(1, sequence);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }
}
