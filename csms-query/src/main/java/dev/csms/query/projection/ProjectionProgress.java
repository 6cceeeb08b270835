package dev.csms.query.projection;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the projections have read the event log, whichever node they run on.
 *
 * <p>A reader on this node tells its position itself. Of one on another node, the position stored is known, which goes
 * on with every event that concerns the reader, and every few seconds with those that do not.
 */
public final class ProjectionProgress {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final JdbcClient db;
    private final JsonMapper json;
    private final TrackedLog log;
    private final List<String> groups;
    private final Function<String, OptionalLong> readersHere;
    private final Clock clock;

    /** @param readersHere the position of a group's reader, if it runs on this node */
    public ProjectionProgress(
            JdbcClient db,
            JsonMapper json,
            TrackedLog log,
            List<String> groups,
            Function<String, OptionalLong> readersHere,
            Clock clock) {
        this.db = db;
        this.json = json;
        this.log = log;
        this.groups = List.copyOf(groups);
        this.readersHere = readersHere;
        this.clock = clock;
    }

    /**
     * One projection's progress.
     *
     * @param name        of its processing group
     * @param position    of the last event that it has read; {@link TrackedLog#beginning} for none
     * @param head        position of the last event in the log; likewise
     * @param deadLetters events that it could not handle, and those that wait behind them
     * @param lag         age of the oldest event that it has not read; zero if it has read all
     */
    public record Progress(String name, long position, long head, long deadLetters, Duration lag) {

        /** How many events it has not read. */
        public long behind() {
            return Math.max(0, head - position);
        }
    }

    public List<Progress> all() {
        Map<String, Long> positions = positions();
        Map<String, Long> deadLetters = deadLetters();
        long head = head();
        return groups.stream()
                .map(name -> {
                    long position = positions.getOrDefault(name, log.beginning());
                    return new Progress(name, position, head, deadLetters.getOrDefault(name, 0L), lag(position, head));
                })
                .toList();
    }

    /** What is said for the position of who has read nothing. */
    long beginning() {
        return log.beginning();
    }

    /** Position of the last event in the log. */
    public long head() {
        return log.head();
    }

    /** Position of the last event that a projection has read. */
    public long position(String name) {
        return positions().getOrDefault(name, log.beginning());
    }

    /** Waits until all projections have read the log up to a position, for one who wants to read what it has written. */
    public boolean await(long position, Duration atMost) {
        return await(groups, position, atMost);
    }

    /** @return whether they have; false if time ran out */
    public boolean await(Collection<String> names, long position, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration pause = SHORTEST_PAUSE;
        while (!haveRead(names, position)) {
            if (System.nanoTime() + pause.toNanos() > deadline
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return true;
    }

    private boolean haveRead(Collection<String> names, long position) {
        Map<String, Long> positions = positions();
        return names.stream().allMatch(name -> positions.getOrDefault(name, log.beginning()) >= position);
    }

    private Map<String, Long> positions() {
        Map<String, Long> positions = stored();
        for (String name : groups) {
            readersHere.apply(name).ifPresent(here -> positions.merge(name, here, Math::max));
        }
        return positions;
    }

    /** By name; of several segments the one that is behind. */
    private Map<String, Long> stored() {
        Map<String, Long> positions = new HashMap<>();
        db.sql("select processor_name, token from token_entry where processor_name in (:names)")
                .param("names", groups)
                .query(row -> {
                    positions.merge(row.getString("processor_name"), position(row.getBytes("token")), Math::min);
                });
        return positions;
    }

    /** Of Axon's tokens: {@code {"globalIndex":7}}, or within a replay the same under {@code currentToken}. */
    private long position(byte @Nullable [] token) {
        if (token == null) {
            return log.beginning();
        }
        JsonNode tree = json.readTree(new String(token, StandardCharsets.UTF_8));
        JsonNode current = tree.has("currentToken") ? tree.get("currentToken") : tree;
        JsonNode index = current.findValue("globalIndex");
        return index == null ? log.beginning() : index.asLong();
    }

    private Map<String, Long> deadLetters() {
        Map<String, Long> letters = new HashMap<>();
        db.sql("select processing_group, count(*) from dead_letter group by processing_group")
                .query(row -> {
                    letters.put(row.getString(1), row.getLong(2));
                });
        return letters;
    }

    private Duration lag(long position, long head) {
        if (position >= head) {
            return Duration.ZERO;
        }
        return log.recordedAfter(position)
                .map(recordedAt -> Duration.between(recordedAt, Instant.now(clock)))
                .filter(lag -> !lag.isNegative())
                .orElse(Duration.ZERO);
    }
}
