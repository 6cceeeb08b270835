package dev.csms.app.messages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
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
import java.util.Arrays;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The last messages of each charge point of this node, in memory as they are; read, and freed of secrets, only for
 * those who look. If messages are to be kept, they are written in the background, a batch at a time. What all of them
 * take together is bounded by their bytes: anybody can send long ones.
 */
@Component
final class RecentMessages implements MessageLog, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RecentMessages.class);

    /** Of one message; what is longer is cut. */
    static final int LONGEST_KEPT = 64 * 1024;

    /** Of one charge point; the latest message is kept in any case. */
    private static final int MOST_BYTES_OF_ONE = 256 * 1024;

    /** So much of the memory, of all charge points together; and as much again for what waits to be written. */
    private static final int SHARE_OF_MEMORY = 16;

    /** In such steps it is noticed that the messages of a charge point take more, or less, than before. */
    private static final int WEIGHING_STEP = 4 * 1024;

    private static final Duration KEPT_AFTER_THE_LAST = Duration.ofDays(1);

    private static final int MOST_UNWRITTEN = 50_000;
    private static final int BATCH = 2_000;
    private static final long MOST_BYTES_OF_A_BATCH = 4 * 1024 * 1024;
    private static final Duration WRITING = Duration.ofMillis(500);
    private static final Duration SWEEPING = Duration.ofMinutes(10);

    private final int recent;
    private final Duration retention;
    private final ObjectProvider<MessageArchive> archive;
    private final InstantSource clock;
    private final Cache<ChargePointId, Ring> rings;
    private final Map<ChargePointId, Set<Consumer<Seen>>> watchers = new ConcurrentHashMap<>();
    private final long mostUnwrittenBytes;
    private final BlockingQueue<Seen> unwritten = new LinkedBlockingQueue<>(MOST_UNWRITTEN);
    private final AtomicLong unwrittenBytes = new AtomicLong();
    private @Nullable ScheduledExecutorService writing;
    private volatile boolean losing;

    @Autowired
    RecentMessages(CsmsSettings settings, ObjectProvider<MessageArchive> archive, InstantSource clock) {
        this(
                settings.messages(),
                archive,
                clock,
                Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY,
                Ticker.systemTicker());
    }

    /** @param mostBytes of all recent messages, and of all that wait to be written */
    RecentMessages(
            CsmsSettings.Messages settings,
            ObjectProvider<MessageArchive> archive,
            InstantSource clock,
            long mostBytes,
            Ticker ticker) {
        this.recent = settings.recent();
        this.retention = settings.retention();
        this.archive = archive;
        this.clock = clock;
        this.mostUnwrittenBytes = mostBytes;
        this.rings = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .<ChargePointId, Ring>weigher((_, ring) -> ring.weighed)
                .expireAfterAccess(KEPT_AFTER_THE_LAST)
                .ticker(ticker)
                .build();
    }

    /**
     * A message as it came or left.
     *
     * @param beginning the whole message, if it is not too long
     * @param length    of the whole message, in bytes
     */
    record Seen(
            ChargePointId chargePointId,
            SessionId sessionId,
            Direction direction,
            byte[] beginning,
            int length,
            Instant at) {

        /** What it takes in memory beside the message, about. */
        private static final int OVERHEAD = 128;

        static Seen of(
                ChargePointId chargePointId, SessionId sessionId, Direction direction, byte[] message, Instant at) {
            byte[] beginning =
                    message.length <= LONGEST_KEPT ? message : Arrays.copyOf(message, endOfBeginning(message));
            return new Seen(chargePointId, sessionId, direction, beginning, message.length, at);
        }

        /** Not within a character. */
        private static int endOfBeginning(byte[] utf8) {
            int end = LONGEST_KEPT;
            while (end > 0 && (utf8[end] & 0b1100_0000) == 0b1000_0000) {
                end--;
            }
            return end;
        }

        int weight() {
            return beginning.length + OVERHEAD;
        }

        MessageView view() {
            String text = new String(beginning, StandardCharsets.UTF_8);
            return new MessageView(
                    0,
                    Keys.of(chargePointId),
                    sessionId.value(),
                    MessageView.Direction.valueOf(direction.name()),
                    at,
                    beginning.length < length ? Frame.ofBeginning(text, length) : Frame.of(text));
        }
    }

    /** The last messages of one charge point. */
    private static final class Ring {

        private final Deque<Seen> messages = new ArrayDeque<>(4);
        private int weight;

        /** As it was put into the cache last, rounded up. */
        private volatile int weighed = WEIGHING_STEP;

        /** Whether its weight is not what it was taken for. */
        synchronized boolean add(Seen seen, int most) {
            messages.addLast(seen);
            weight += seen.weight();
            while (messages.size() > most || weight > MOST_BYTES_OF_ONE && messages.size() > 1) {
                weight -= messages.removeFirst().weight();
            }
            int before = weighed;
            weighed = weight / WEIGHING_STEP * WEIGHING_STEP + WEIGHING_STEP;
            return weighed != before;
        }

        synchronized List<Seen> latestFirst() {
            return List.copyOf(messages.reversed());
        }
    }

    @Override
    public void seen(
            ChargePointId chargePointId, SessionId sessionId, Direction direction, byte[] message, Instant at) {
        if (recent == 0 && retention.isZero() && watchers.isEmpty()) {
            return;
        }
        Seen seen = Seen.of(chargePointId, sessionId, direction, message, at);
        if (recent > 0) {
            Ring ring = rings.get(chargePointId, _ -> new Ring());
            if (ring.add(seen, recent)) {
                rings.put(chargePointId, ring);
            }
        }
        if (!watchers.isEmpty()) {
            watchers.getOrDefault(chargePointId, Set.of()).forEach(watcher -> watcher.accept(seen));
        }
        if (!retention.isZero() && !isToBeWritten(seen) && !losing) {
            losing = true;
            log.warn("Messages come faster than they can be kept; some are not");
        }
    }

    private boolean isToBeWritten(Seen seen) {
        if (unwrittenBytes.addAndGet(seen.weight()) <= mostUnwrittenBytes && unwritten.offer(seen)) {
            return true;
        }
        unwrittenBytes.addAndGet(-seen.weight());
        return false;
    }

    /** What the recent messages of all charge points take, about. */
    long recentBytes() {
        rings.cleanUp();
        return rings.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    /** The latest first. */
    List<MessageView> last(ChargePointId chargePoint, int count) {
        Ring ring = rings.getIfPresent(chargePoint);
        return ring == null
                ? List.of()
                : ring.latestFirst().stream().limit(count).map(Seen::view).toList();
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
        List<Seen> batch = List.of();
        try {
            for (batch = nextToBeWritten(); !batch.isEmpty(); batch = nextToBeWritten()) {
                archive.getObject().keep(batch.stream().map(Seen::view).toList());
            }
            losing = false;
        } catch (RuntimeException e) { // a log must not hold up what it logs
            log.warn("{} messages could not be kept: {}", batch.size(), e.toString());
        }
    }

    private List<Seen> nextToBeWritten() {
        List<Seen> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < BATCH && bytes < MOST_BYTES_OF_A_BATCH) {
            Seen next = unwritten.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            bytes += next.weight();
        }
        unwrittenBytes.addAndGet(-bytes);
        return batch;
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
