package dev.csms.query.projection;

import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last rebuild of a projection.
 *
 * @param requestedBy as the record says who did something
 * @param node        that does it
 * @param since       our clock, as {@code endedAt}
 * @param position    that it has read
 * @param head        of the log, when that was noted
 * @param failure     a sentence, if it has failed
 */
public record RebuildView(
        String projection,
        State state,
        String requestedBy,
        @Nullable String reason,
        String node,
        Instant since,
        @Nullable Instant endedAt,
        long position,
        long head,
        @Nullable String failure) {

    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    static RebuildView read(Row row) throws SQLException {
        boolean abandoned = row.bool("abandoned");
        String node = row.text("node");
        return new RebuildView(
                row.text("projection"),
                abandoned ? State.FAILED : row.constant("state", State.class),
                row.text("requested_by"),
                row.nullableText("reason"),
                node,
                row.instant("since"),
                abandoned ? row.instant("noted_at") : row.nullableInstant("ended_at"),
                row.bigint("position"),
                row.bigint("head"),
                abandoned
                        ? node + " has ended, or has lost the database, in the middle of it"
                        : row.nullableText("failure"));
    }
}
