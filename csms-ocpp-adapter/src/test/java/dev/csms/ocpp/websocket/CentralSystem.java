package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.ocpp.rpc.Answer;
import dev.csms.ocpp.rpc.Call;
import dev.csms.ocpp.rpc.CallHandler;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.rpc.MessageLog;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The port for charge points with a small world behind it: who is called {@code STRANGER} is unknown, {@code Echo} is
 * answered with its payload and a number, {@code Wait} when the test permits it, {@code Fail} fails.
 */
final class CentralSystem implements AutoCloseable {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<HandshakeRequest> admitted = new CopyOnWriteArrayList<>();
    final AtomicLong order = new AtomicLong();

    /** Who would have to wait if it were let in. */
    final List<HandshakeRequest> lookedAt = new CopyOnWriteArrayList<>();

    final BlockingQueue<Session> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<ClosedSession> closed = new LinkedBlockingQueue<>();
    final List<Call> handled = new CopyOnWriteArrayList<>();
    final Semaphore permits = new Semaphore(0);
    final List<SecurityLog.Entry> noted = new CopyOnWriteArrayList<>();
    final SessionRegistry sessions = new SessionRegistry(
            new Handler(),
            Set.of("Heartbeat", "Echo", "Wait"),
            meters,
            InstantSource.system(),
            MessageLog.NONE,
            new SecurityLog(meters, InstantSource.system(), noted::add));
    final OcppServer server;

    private final AtomicInteger count = new AtomicInteger();

    CentralSystem() {
        this(_ -> {});
    }

    CentralSystem(Consumer<Settings> change) {
        Settings settings = new Settings();
        change.accept(settings);
        server = new OcppServer(
                settings.build(),
                settings.gate == null ? new Gate() : settings.gate,
                sessions,
                InstantSource.system(),
                settings.tls);
        server.start();
    }

    int port() {
        return server.port();
    }

    RawWebSocket connect(String identity) {
        return RawWebSocket.open(port(), identity);
    }

    Session session(String identity) {
        return sessions.find(new ChargePointId(identity)).orElseThrow();
    }

    ClosedSession nextClosed() throws InterruptedException {
        ClosedSession next = closed.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no session has been closed");
        }
        return next;
    }

    double messages(String action, String outcome) {
        return meters.find("ocpp.messages").tags("action", action, "outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    double securityEvents(String event) {
        return meters.get("ocpp.security.events").tag("event", event).counter().count();
    }

    @Override
    public void close() {
        permits.release(1_000);
        server.close();
        sessions.close();
    }

    private final class Handler implements CallHandler {

        @Override
        public Answer handle(Session session, Call call) {
            handled.add(call);
            return switch (call.action()) {
                case "Heartbeat" -> call.result(json("{\"currentTime\":\"2026-01-31T12:00:00Z\"}"));
                case "Echo" ->
                    call.result(json("{\"echo\":" + call.payload() + ",\"n\":" + count.incrementAndGet() + "}"));
                case "Wait" -> {
                    permits.acquireUninterruptibly();
                    yield call.result(json("{}"));
                }
                case "Fail" -> throw new IllegalStateException("as the test wants");
                default -> call.error(ErrorCode.NOT_IMPLEMENTED, "'" + call.action() + "' is no action");
            };
        }

        @Override
        public boolean immediate(String action) {
            return action.equals("Heartbeat");
        }

        private static byte[] json(String text) {
            return text.getBytes(UTF_8);
        }
    }

    private final class Gate implements Gatekeeper {

        @Override
        public Admission admit(HandshakeRequest request) {
            return switch (request.identity().value()) {
                case "STRANGER" -> new Admission.Refused(404, "'STRANGER' is not registered");
                case "TROUBLE" -> throw new IllegalStateException("the database is away, as the test wants");
                case "UNPINGED", "UNPINGED-SILENT" ->
                    new Admission.Admitted(
                            request.identity(),
                            true,
                            MessagePolicy.STRICT,
                            new ChargePointOptions(false, true, null, null),
                            order.incrementAndGet());
                default -> {
                    synchronized (admitted) {
                        admitted.add(request);
                        yield new Admission.Admitted(
                                request.identity(),
                                true,
                                MessagePolicy.STRICT,
                                ChargePointOptions.NONE,
                                order.incrementAndGet());
                    }
                }
            };
        }

        @Override
        public Optional<Admission.Refused> objection(HandshakeRequest request) {
            lookedAt.add(request);
            return Optional.empty();
        }

        @Override
        public void opened(Session session) {
            opened.add(session);
        }

        @Override
        public void closed(ClosedSession session) {
            closed.add(session);
        }
    }
}
