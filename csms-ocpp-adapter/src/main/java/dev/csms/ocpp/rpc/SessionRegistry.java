package dev.csms.ocpp.rpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionAdmission;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected: one session for each charge point, the newest.
 *
 * <p>A charge point whose old connection is dead and not yet known to be must be able to come back, so the newcomer wins.
 * Leaving is by session, not by identity: the end of the old connection may be noticed after the new one stands.
 */
public final class SessionRegistry implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SessionRegistry.class);

    /** Of charge points that left, for when they come back. */
    private static final int MAX_LAST_ANSWERS = 100_000;

    private static final int CLOSE_POLICY = 1008;
    private static final String SUPERSEDED = "superseded by a newer connection";

    /** A bad network may make a charge point come back so often, within that time. */
    private static final int MOST_SUPERSESSIONS = 5;

    private static final Duration SUPERSESSIONS_WITHIN = Duration.ofMinutes(10);

    private final CallHandler handler;
    private final CallMetrics metrics;
    private final InstantSource clock;
    private final MessageLog messageLog;
    private final ScheduledExecutorService timer;
    private final Map<ChargePointId, Session> sessions = new ConcurrentHashMap<>();
    private final Cache<ChargePointId, RecentAnswers> lastAnswers = Caffeine.newBuilder()
            .expireAfterWrite(RecentAnswers.MAX_AGE)
            .maximumSize(MAX_LAST_ANSWERS)
            .build();

    private final SecurityLog securityLog;
    private final ConnectionMetrics connectionMetrics;
    private final Frequency<ChargePointId> supersessions;
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<ChargePointId, Instant> departed = new ConcurrentHashMap<>();
    private long lastSeenTakenMillis;

    /** As the other one, for when nobody looks at messages. */
    public SessionRegistry(CallHandler handler, Set<String> actions, MeterRegistry meters, InstantSource clock) {
        this(handler, actions, meters, clock, MessageLog.NONE, new SecurityLog(meters));
    }

    /** @param actions the actions that have meters of their own; what else charge points send is counted together */
    public SessionRegistry(
            CallHandler handler,
            Set<String> actions,
            MeterRegistry meters,
            InstantSource clock,
            MessageLog messageLog,
            SecurityLog securityLog) {
        this.handler = handler;
        this.messageLog = messageLog;
        this.metrics = new CallMetrics(meters, actions);
        this.clock = clock;
        this.securityLog = securityLog;
        this.connectionMetrics = new ConnectionMetrics(meters);
        this.supersessions = new Frequency<>(MOST_SUPERSESSIONS, SUPERSESSIONS_WITHIN, clock);
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("ocpp-timeouts").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        this.timer = timer;
        Gauge.builder("ocpp.connections", sessions, Map::size)
                .description("charge points that are connected")
                .register(meters);
    }

    public void tell(SessionListener listener) {
        listeners.add(listener);
    }

    List<SessionListener> listeners() {
        return listeners;
    }

    /**
     * A connection stands. Of two of the same charge point the one stays that was admitted later, which need not be the
     * one that stood later; the other is closed.
     */
    public Session open(SessionId id, SessionAdmission admission, String remoteAddress, Connection connection) {
        ChargePointId chargePointId = admission.chargePointId();
        Session session = new Session(
                id,
                admission,
                remoteAddress,
                clock.instant(),
                messageLog == MessageLog.NONE
                        ? connection
                        : new LoggedConnection(connection, chargePointId, id, messageLog, clock),
                new RecentAnswers(answersBefore(chargePointId)),
                this);
        Session other;
        do {
            other = sessions.get(chargePointId);
            if (other != null && other.isLaterThan(session)) {
                Session later = other;
                session.inOrder(() -> supersede(session, later)); // who opens it is still busy with that
                return session;
            }
        } while (other == null
                ? sessions.putIfAbsent(chargePointId, session) != null
                : !sessions.replace(chargePointId, other, session));
        if (other != null) {
            supersede(other, session);
        }
        listeners.forEach(it -> it.opened(session));
        return session;
    }

    /** The charge point has a newer session, perhaps with another node; if this is still the one that it has here. */
    public void superseded(ChargePointId chargePointId, SessionId id) {
        find(chargePointId)
                .filter(session -> session.id().equals(id))
                .ifPresent(session ->
                        supersede(session, "its connection from " + session.remoteAddress() + " by a newer one"));
    }

    private void supersede(Session older, Session newer) {
        supersede(older, "its connection from " + older.remoteAddress() + " by one from " + newer.remoteAddress());
    }

    private void supersede(Session older, String what) {
        if (!older.supersede()) {
            return;
        }
        older.note(SecurityEvent.SESSION_SUPERSEDED, what);
        older.close(CLOSE_POLICY, SUPERSEDED);
        ChargePointId chargePointId = older.chargePointId();
        if (supersessions.note(chargePointId)) {
            securityLog.note(
                    SecurityEvent.SESSION_FLAPPING,
                    chargePointId.value(),
                    "connects again and again while it is connected: two charge points with one identity?");
        }
    }

    /** Whether its connections take each other's place more often than a bad network explains. */
    public boolean isFlapping(ChargePointId chargePointId) {
        return supersessions.isTooHigh(chargePointId);
    }

    public SecurityLog securityLog() {
        return securityLog;
    }

    public ConnectionMetrics connectionMetrics() {
        return connectionMetrics;
    }

    private @Nullable RecentAnswers answersBefore(ChargePointId chargePointId) {
        Session older = sessions.get(chargePointId);
        return older == null ? lastAnswers.getIfPresent(chargePointId) : older.recentAnswers();
    }

    void remove(Session session) {
        ChargePointId chargePointId = session.chargePointId();
        departed.merge(chargePointId, session.lastSeenAt(), SessionRegistry::later);
        if (sessions.remove(chargePointId, session)) {
            session.recentAnswers().trim();
            lastAnswers.put(chargePointId, session.recentAnswers());
        }
    }

    /** The charge point's only session. */
    public Optional<Session> find(ChargePointId chargePointId) {
        return Optional.ofNullable(sessions.get(chargePointId));
    }

    public int size() {
        return sessions.size();
    }

    /**
     * Ends all sessions: hears no more calls, waits for the answers to those that have been heard, then closes.
     *
     * @param code     RFC 6455 §7.4
     * @param patience how long to wait for answers
     */
    public void closeAll(int code, String reason, Duration patience) {
        List<Session> all = List.copyOf(sessions.values());
        all.forEach(Session::stopReceiving);
        if (!allDone(all, patience)) {
            log.warn("Not all calls were answered within {} before their connections were closed", patience);
        }
        all.forEach(session -> session.close(code, reason));
    }

    /** Whether everything that these sessions had to do is done in time. */
    private static boolean allDone(List<Session> sessions, Duration patience) {
        CountDownLatch done = new CountDownLatch(sessions.size());
        sessions.forEach(session -> session.inOrder(done::countDown));
        try {
            return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Who was seen since the last time it was asked, and when. */
    synchronized Map<ChargePointId, Instant> takeLastSeen() {
        long sinceMillis = lastSeenTakenMillis;
        lastSeenTakenMillis = clock.millis();
        Map<ChargePointId, Instant> seen = new HashMap<>();
        departed.forEach((chargePointId, at) -> {
            if (departed.remove(chargePointId, at)) {
                seen.put(chargePointId, at);
            }
        });
        for (Session session : sessions.values()) {
            if (session.lastSeenMillis() >= sinceMillis) {
                seen.merge(session.chargePointId(), session.lastSeenAt(), SessionRegistry::later);
            }
        }
        return seen;
    }

    /** Whoever took it could not use it. */
    void giveBack(Map<ChargePointId, Instant> lastSeen) {
        lastSeen.forEach((chargePointId, at) -> departed.merge(chargePointId, at, SessionRegistry::later));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    CallHandler handler() {
        return handler;
    }

    MessageLog messageLog() {
        return messageLog;
    }

    CallMetrics metrics() {
        return metrics;
    }

    InstantSource clock() {
        return clock;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Ends what runs in the background, after the last session. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
