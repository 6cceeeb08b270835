package dev.csms.app.ocpp;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.rpc.LastSeen;
import dev.csms.ocpp.rpc.SessionRegistry;
import dev.csms.ocpp.v16.DeviationBook;
import dev.csms.ocpp.websocket.OcppServer;
import dev.csms.query.anomaly.DeviationLog;
import dev.csms.query.chargepoint.LastSeenLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Charge points are let in when everything behind them can answer, and are the first to go: no new connections, open
 * calls answered, sessions closed.
 */
@Component
final class OcppListening implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OcppListening.class);

    static final int LAST_UP_FIRST_DOWN = Integer.MAX_VALUE - 16;
    private static final Duration BULK = Duration.ofSeconds(5);

    private final OcppServer server;
    private final SessionRegistry sessions;
    private final DeviationBook deviations;
    private final DeviationLog deviationLog;
    private final LastSeenLog lastSeenLog;
    private @Nullable LastSeen lastSeen;
    private @Nullable ScheduledExecutorService timer;

    OcppListening(
            OcppServer server,
            SessionRegistry sessions,
            DeviationBook deviations,
            DeviationLog deviationLog,
            LastSeenLog lastSeenLog) {
        this.server = server;
        this.sessions = sessions;
        this.deviations = deviations;
        this.deviationLog = deviationLog;
        this.lastSeenLog = lastSeenLog;
    }

    @Override
    public void start() {
        server.start();
        lastSeen = new LastSeen(sessions, lastSeenLog::record, BULK);
        ScheduledExecutorService recording = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("deviations").factory());
        recording.scheduleWithFixedDelay(
                this::recordDeviations, BULK.toMillis(), BULK.toMillis(), TimeUnit.MILLISECONDS);
        timer = recording;
    }

    @Override
    public void stop() {
        server.close();
        sessions.close();
        if (lastSeen != null) {
            lastSeen.close();
        }
        if (timer != null) {
            timer.shutdown();
            timer = null;
        }
        recordDeviations();
    }

    private synchronized void recordDeviations() {
        try {
            deviations.drain(tallies -> deviationLog.record(lines(tallies)));
        } catch (RuntimeException e) {
            log.warn("Deviations of charge points were counted and could not be recorded: {}", e.getMessage());
        }
    }

    private record Line(ChargePointId chargePoint, String kind, String member) {}

    private static List<DeviationLog.Deviation> lines(List<DeviationBook.Tally> tallies) {
        Map<Line, DeviationLog.Deviation> lines = new LinkedHashMap<>();
        for (DeviationBook.Tally tally : tallies) {
            String member = tally.last().member().isEmpty()
                    ? tally.action()
                    : tally.action() + "." + tally.last().member();
            lines.put(
                    new Line(tally.chargePointId(), tally.kind().name(), member),
                    new DeviationLog.Deviation(
                            tally.chargePointId(),
                            tally.kind().name(),
                            member,
                            tally.count(),
                            tally.lastSeenAt(),
                            tally.lastSeenAt(),
                            tally.last().example()));
        }
        return List.copyOf(lines.values());
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return LAST_UP_FIRST_DOWN;
    }
}
