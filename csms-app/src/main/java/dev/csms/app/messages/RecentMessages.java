package dev.csms.app.messages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.app.CsmsSettings;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.MessageLog;
import dev.csms.query.Keys;
import dev.csms.query.message.Frame;
import dev.csms.query.message.MessageArchive;
import dev.csms.query.message.MessageView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The last messages of each charge point of this node, in memory as they are; read, and freed of secrets, only for
 * those who look. If messages are to be kept, they are written in the background, a batch at a time.
 */
@Component
final class RecentMessages implements MessageLog, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RecentMessages.class);

    private static final int MOST_CHARGE_POINTS = 20_000;
    private static final int MOST_UNWRITTEN = 50_000;
    private static final int BATCH = 2_000;
    private static final int LONGEST_KEPT = 64 * 1024;
    private static final Duration WRITING = Duration.ofMillis(500);
    private static final Duration SWEEPING = Duration.ofMinutes(10);

    private final int recent;
    private final Duration retention;
    private final ObjectProvider<MessageArchive> archive;
    private final InstantSource clock;
    private final Cache<ChargePointId, Deque<Seen>> rings =
            Caffeine.newBuilder().maximumSize(MOST_CHARGE_POINTS).build();
    private final Map<ChargePointId, Set<Consumer<Seen>>> watchers = new ConcurrentHashMap<>();
    private final BlockingQueue<Seen> unwritten = new LinkedBlockingQueue<>(MOST_UNWRITTEN);
    private @Nullable ScheduledExecutorService writing;
    private volatile boolean losing;

    RecentMessages(CsmsSettings settings, ObjectProvider<MessageArchive> archive, InstantSource clock) {
        this.recent = settings.messages().recent();
        this.retention = settings.messages().retention();
        this.archive = archive;
        this.clock = clock;
    }

    /** A message as it came or left. */
    record Seen(ChargePointId chargePointId, SessionId sessionId, Direction direction, byte[] message, Instant at) {

        MessageView view() {
            String text = new String(message, 0, Math.min(message.length, LONGEST_KEPT), StandardCharsets.UTF_8);
            return new MessageView(
                    0,
                    Keys.of(chargePointId),
                    sessionId.value(),
                    MessageView.Direction.valueOf(direction.name()),
                    at,
                    Frame.of(text));
        }
    }

    @Override
    public void seen(
            ChargePointId chargePointId, SessionId sessionId, Direction direction, byte[] message, Instant at) {
        if (recent > 0) {
            Seen seen = new Seen(chargePointId, sessionId, direction, message, at);
            Deque<Seen> ring = rings.get(chargePointId, _ -> new ArrayDeque<>(4));
            synchronized (ring) {
                ring.addLast(seen);
                if (ring.size() > recent) {
                    ring.removeFirst();
                }
            }
        }
        if (!watchers.isEmpty() || !retention.isZero()) {
            tell(new Seen(chargePointId, sessionId, direction, message, at));
        }
    }

    private void tell(Seen seen) {
        watchers.getOrDefault(seen.chargePointId(), Set.of()).forEach(watcher -> watcher.accept(seen));
        if (!retention.isZero() && !unwritten.offer(seen) && !losing) {
            losing = true;
            log.warn("Messages come faster than they can be kept; some are not");
        }
    }

    /** The latest first. */
    List<MessageView> last(ChargePointId chargePoint, int count) {
        Deque<Seen> ring = rings.getIfPresent(chargePoint);
        if (ring == null) {
            return List.of();
        }
        List<Seen> last = new ArrayList<>();
        synchronized (ring) {
            ring.descendingIterator().forEachRemaining(last::add);
        }
        return last.stream().limit(count).map(Seen::view).toList();
    }

    /** Must not block. */
    void watch(ChargePointId chargePoint, Consumer<Seen> watcher) {
        watchers.computeIfAbsent(chargePoint, _ -> new CopyOnWriteArraySet<>()).add(watcher);
    }

    void unwatch(ChargePointId chargePoint, Consumer<Seen> watcher) {
        watchers.computeIfPresent(chargePoint, (_, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("messages").factory());
        if (!retention.isZero()) {
            started.scheduleWithFixedDelay(this::write, WRITING.toMillis(), WRITING.toMillis(), TimeUnit.MILLISECONDS);
            started.scheduleWithFixedDelay(this::sweep, WRITING.toMillis(), SWEEPING.toMillis(), TimeUnit.MILLISECONDS);
        }
        writing = started;
    }

    private synchronized void write() {
        List<Seen> batch = new ArrayList<>();
        try {
            while (unwritten.drainTo(batch, BATCH) > 0) {
                archive.getObject().keep(batch.stream().map(Seen::view).toList());
                batch.clear();
            }
            losing = false;
        } catch (RuntimeException e) { // a log must not hold up what it logs
            log.warn("{} messages could not be kept: {}", batch.size(), e.toString());
        }
    }

    private void sweep() {
        try {
            archive.getObject().removeBefore(clock.instant().minus(retention));
        } catch (RuntimeException e) {
            log.warn("Old messages could not be removed; trying again later: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = writing;
        writing = null;
        if (stopping != null) {
            stopping.shutdown();
            if (!retention.isZero()) {
                write();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return writing != null;
    }
}
