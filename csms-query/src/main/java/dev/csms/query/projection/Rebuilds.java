package dev.csms.query.projection;

import dev.csms.query.projection.ProjectionRebuild.RebuildEndedException;
import dev.csms.query.projection.ProjectionRebuild.RebuildFailedException;
import dev.csms.query.projection.ProjectionRebuild.RebuildUnderWayException;
import dev.csms.query.projection.RebuildView.State;
import dev.csms.query.sql.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rebuilds that somebody has asked for: in the background, one at a time on this node. How far each is and what became of
 * it is noted in a table, where every node finds it.
 */
public final class Rebuilds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);

    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final ProjectionRebuild rebuild;
    private final JdbcClient db;
    private final Map<String, Map<State, Long>> ended = new ConcurrentHashMap<>();
    private volatile @Nullable String running;
    private volatile boolean ending;
    private @Nullable Thread work;

    /** Whether what became of the last one is known; it still cleans up then. */
    private volatile boolean settled;

    public Rebuilds(ProjectionRebuild rebuild, JdbcClient db) {
        this.rebuild = rebuild;
        this.db = db;
    }

    /**
     * Who wants it.
     *
     * @param requestedBy as the record says who did something
     * @param node        this one
     */
    public record Request(String requestedBy, @Nullable String reason, String node) {}

    /** This node cannot do it now. */
    public static final class NotNowException extends RuntimeException {
        NotNowException(String sentence) {
            super(sentence);
        }
    }

    /**
     * Begins one, and returns.
     *
     * @param onRecord puts on record that it was asked for, once it is certain that it will be tried
     * @throws RebuildUnderWayException if this projection is being rebuilt already, on whatever node
     * @throws NotNowException          if another one is being rebuilt on this node
     */
    public synchronized void begin(Projection projection, Request request, Runnable onRecord) {
        String group = projection.group();
        if (ending) {
            throw new NotNowException("this node is about to stop");
        }
        if (settled) {
            awaitEndOfWork();
        }
        String other = running;
        if (other != null && !other.equals(group)) {
            throw new NotNowException("this node is rebuilding " + other + "; ask again when that is done");
        }
        RebuildGuard guard = rebuild.guard(projection);
        boolean begun = false;
        try {
            onRecord.run();
            note(group, request);
            running = group;
            settled = false;
            work = Thread.ofVirtual().name("rebuild").start(() -> run(projection, request, guard));
            begun = true;
        } finally {
            if (!begun) {
                guard.close();
            }
        }
    }

    private void run(Projection projection, Request request, RebuildGuard guard) {
        String group = projection.group();
        long begin = System.nanoTime();
        log.info(
                "{} is being rebuilt: {} asked for it{}",
                group,
                request.requestedBy(),
                request.reason() == null ? "" : " (" + request.reason() + ")");
        State outcome = State.FAILED;
        try (guard) {
            try {
                rebuild.rebuild(projection, guard, new Notes(group, guard.db()));
                outcome = State.DONE;
                log.info(
                        "{} has been rebuilt in {} s",
                        group,
                        Duration.ofNanos(System.nanoTime() - begin).toSeconds());
            } catch (RebuildEndedException e) {
                log.info("{} has not been rebuilt: this node stops", group);
                noteFailure(group, request.node() + " was stopped in the middle of it");
            } catch (RebuildFailedException e) {
                log.warn("{} has not been rebuilt, and is shown as before: {}", group, e.getMessage());
                noteFailure(group, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                log.error("{} has not been rebuilt, and is shown as before", group, e);
                noteFailure(group, ProjectionRebuild.sentenceOf(e));
            }
        } finally {
            ended.computeIfAbsent(group, _ -> new ConcurrentHashMap<>()).merge(outcome, 1L, Long::sum);
            running = null;
        }
    }

    private void note(String group, Request request) {
        db.sql("""
            insert into projection_rebuild (projection, state, requested_by, reason, node, since, noted_at, position, head)
            values (:projection, 'RUNNING', :requestedBy, :reason, :node, clock_timestamp(), clock_timestamp(),
                    :position, :head)
            on conflict (projection) do update
            set state = excluded.state, requested_by = excluded.requested_by, reason = excluded.reason,
                node = excluded.node, since = excluded.since, noted_at = excluded.noted_at, ended_at = null,
                position = excluded.position, head = excluded.head, failure = null
            """)
                .param("projection", group)
                .param("requestedBy", request.requestedBy())
                .param("reason", request.reason() == null ? null : StorableText.of(request.reason()))
                .param("node", request.node())
                .param("position", rebuild.beginning())
                .param("head", rebuild.head())
                .update();
    }

    private void noteFailure(String group, String sentence) {
        settled = true;
        try {
            db.sql("""
                update projection_rebuild set state = 'FAILED', failure = :sentence, ended_at = clock_timestamp()
                where projection = :projection and state = 'RUNNING'
                """)
                    .param("projection", group)
                    .param("sentence", StorableText.of(sentence))
                    .update();
        } catch (RuntimeException e) {
            log.info("{}: that it was not rebuilt cannot be noted: {}", group, ProjectionRebuild.sentenceOf(e));
        }
    }

    /** By the connection of the guard: what it cannot note any more, this node has no right to do either. */
    private final class Notes implements ProjectionRebuild.Watcher {

        private final String group;
        private final JdbcClient guarded;

        Notes(String group, JdbcClient guarded) {
            this.group = group;
            this.guarded = guarded;
        }

        @Override
        public void reached(long position, long head) {
            guarded.sql("""
                update projection_rebuild set position = :position, head = :head, noted_at = clock_timestamp()
                where projection = :projection
                """)
                    .param("projection", group)
                    .param("position", position)
                    .param("head", Math.max(position, head))
                    .update();
        }

        @Override
        public boolean wantsItToEnd() {
            return ending;
        }

        @Override
        public void exchanged(long position) {
            settled = true;
            guarded.sql("""
                update projection_rebuild
                set state = 'DONE', position = :position, head = greatest(head, :position),
                    noted_at = clock_timestamp(), ended_at = clock_timestamp()
                where projection = :projection
                """)
                    .param("projection", group)
                    .param("position", position)
                    .update();
        }
    }

    /** The last one of each projection that there was, by the projection's name. */
    public Map<String, RebuildView> latest() {
        List<RebuildView> all = db.sql("""
            select *, state = 'RUNNING' and noted_at < clock_timestamp() - interval '10 seconds'
                and not exists (
                    select from pg_locks
                    where locktype = 'advisory' and granted and objsubid = 2
                        and database = (select oid from pg_database where datname = current_database())
                        and classid::bigint = hashtext('projection rebuild')::bigint & 4294967295
                        and objid::bigint = hashtext(projection)::bigint & 4294967295) as abandoned
            from projection_rebuild
            """).query(Row.mapper(RebuildView::read)).list();
        return all.stream().collect(Collectors.toMap(RebuildView::projection, Function.identity()));
    }

    /** Whether this node is doing it. */
    public boolean isRunning(String projection) {
        return projection.equals(running);
    }

    /** How many have ended so on this node since its start. */
    public long ended(String projection, State how) {
        return ended.getOrDefault(projection, Map.of()).getOrDefault(how, 0L);
    }

    @Override
    public void start() {
        ending = false;
    }

    /** Before those stop whom it needs. */
    @Override
    public void stop() {
        ending = true;
        synchronized (this) {
            if (!awaitEndOfWork()) {
                log.warn("The rebuild of {} goes on although this node stops", running);
            }
        }
    }

    private boolean awaitEndOfWork() {
        Thread last = work;
        try {
            return last == null || last.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isRunning() {
        return !ending;
    }
}
