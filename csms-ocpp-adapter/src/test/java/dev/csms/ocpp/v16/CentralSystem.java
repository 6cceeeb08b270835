package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.SetOptions;
import dev.csms.domain.chargepoint.ChargePointCommand.SetRegistration;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.DataTransferAnswer;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.idtag.IdTagCommand.BlockIdTag;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SessionRegistry;
import dev.csms.ocpp.v16.DomainGatekeeper.SelfRegistration;
import dev.csms.ocpp.websocket.ClientCertificates;
import dev.csms.ocpp.websocket.OcppServer;
import dev.csms.ocpp.websocket.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Us on a port of this machine, with the domain behind it, and charge points that connect to it. */
final class CentralSystem implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-24T10:15:30.987Z");

    static final Duration GUESSING_DELAY = Duration.ofMillis(400);

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 10;

    final RunningDomain domain = new RunningDomain();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final DeviationBook deviations = new DeviationBook(metrics);

    /** Whether somebody is there under an identity of profile 0 is not asked. */
    private static final DoorRules NOBODY_IS_ASKED = new DoorRules(true, false, false, Duration.ZERO, null);

    final PlainKeys keys = new PlainKeys();
    final SessionRegistry sessions;

    /** That are answered with more than a refusal. */
    final Set<String> actions;

    private final OcppServer server;

    CentralSystem() {
        this(Optional.empty());
    }

    CentralSystem(Optional<SelfRegistration> selfRegistration) {
        this(selfRegistration, NOBODY_IS_ASKED, GUESSING_DELAY, _ -> {});
    }

    CentralSystem(Optional<SelfRegistration> selfRegistration, DoorRules rules) {
        this(selfRegistration, rules, GUESSING_DELAY, _ -> {});
    }

    CentralSystem(DoorRules rules, Consumer<Settings> change) {
        this(Optional.empty(), rules, GUESSING_DELAY, change);
    }

    CentralSystem(Duration guessingDelay, Consumer<Settings> change) {
        this(Optional.empty(), NOBODY_IS_ASKED, guessingDelay, change);
    }

    private CentralSystem(
            Optional<SelfRegistration> selfRegistration,
            DoorRules rules,
            Duration guessingDelay,
            Consumer<Settings> change) {
        Settings settings = new Settings();
        change.accept(settings);
        InstantSource clock = InstantSource.fixed(NOW);
        OcppCallHandler handler = new OcppCallHandler(
                domain.commands(),
                clock,
                "node-1",
                new OcppSettings(
                        Interval.exactly(Duration.ofSeconds(300)),
                        Interval.exactly(Duration.ofSeconds(60)),
                        true,
                        guessingDelay,
                        5,
                        "Example CPO"),
                List.of(new EchoDialect()),
                deviations,
                Quarantine.onRecord(domain.commands()),
                new SecurityLog(metrics));
        actions = handler.actions();
        sessions = new SessionRegistry(handler, actions, metrics, clock);
        server = new OcppServer(
                settings.build(),
                new DomainGatekeeper(
                        domain.commands(),
                        domain,
                        sessions,
                        keys,
                        ClientCertificates.NONE_ARE_GOOD,
                        rules,
                        "node-1",
                        selfRegistration),
                sessions,
                clock);
        server.start();
    }

    @Override
    public void close() {
        server.close();
        sessions.close();
    }

    int port() {
        return server.port();
    }

    void register(String identity, RegistrationStatus registration, MessagePolicy policy) {
        domain.commands()
                .sendAndWait(new RegisterChargePoint(
                        new ChargePointId(identity), registration, RegistrationSource.OPERATOR, policy, null));
    }

    void decide(String identity, RegistrationStatus registration) {
        domain.commands().sendAndWait(new SetRegistration(new ChargePointId(identity), registration, null));
    }

    void registerIdTag(String idTag, @Nullable String parent, @Nullable Instant expiresAt, int concurrent) {
        domain.commands()
                .sendAndWait(new RegisterIdTag(
                        new IdTagId(idTag), parent == null ? null : new IdTagId(parent), expiresAt, concurrent));
    }

    void blockIdTag(String idTag) {
        domain.commands().sendAndWait(new BlockIdTag(new IdTagId(idTag), null));
    }

    void excuse(String identity, ChargePointOptions options) {
        domain.commands().sendAndWait(new SetOptions(new ChargePointId(identity), options));
    }

    ConnectedChargePoint connectWithoutSubprotocol(String identity) {
        return new ConnectedChargePoint(identity, "");
    }

    /** Connects a charge point; it has not booted unless it did on an earlier connection. */
    ConnectedChargePoint connect(String identity) {
        return new ConnectedChargePoint(identity, "ocpp1.6");
    }

    /** Tries to connect, and must not succeed. */
    int connectInVain(String identity, String subprotocol) {
        try {
            new ConnectedChargePoint(identity, subprotocol);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
        throw new AssertionError(identity + " was let in");
    }

    double securityEvents(String event) {
        return metrics.get("ocpp.security.events").tag("event", event).counter().count();
    }

    /** Connects a charge point that is registered and accepted, and boots it. */
    ConnectedChargePoint boot(String identity) {
        register(identity, RegistrationStatus.ACCEPTED, MessagePolicy.STRICT);
        ConnectedChargePoint chargePoint = connect(identity);
        chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        return chargePoint;
    }

    /** The charge point's side of a connection. */
    final class ConnectedChargePoint {

        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final WebSocket webSocket;
        private int lastMessage;

        private ConnectedChargePoint(String identity, String subprotocol) {
            WebSocket.Builder connecting = HTTP.newWebSocketBuilder();
            if (!subprotocol.isEmpty()) {
                connecting.subprotocols(subprotocol);
            }
            webSocket = connecting
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ocpp/" + identity), new Frames(frames))
                    .join();
        }

        void disconnect() {
            webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
        }

        /** Sends a CALL that must be answered by a CALLRESULT, which must be valid. */
        String call(String action, String payload) {
            JsonNode answer = send(action, payload);
            assertThat(answer.get(0).asInt())
                    .as("%s %s: %s", action, payload, answer)
                    .isEqualTo(3);
            String json = JSON.writeValueAsString(answer.get(2));
            AnswerCheck.assertValid(action, json);
            return json.replace('"', '\'');
        }

        /** Sends a CALL that must be answered by a CALLERROR. */
        String callInVain(String action, String payload) {
            JsonNode answer = send(action, payload);
            assertThat(answer.get(0).asInt())
                    .as("%s %s: %s", action, payload, answer)
                    .isEqualTo(4);
            assertThat(answer.size()).isEqualTo(5);
            assertThat(answer.get(4).isObject()).isTrue();
            return answer.get(2).asString() + ": " + answer.get(3).asString();
        }

        private JsonNode send(String action, String payload) {
            String id = "m-" + ++lastMessage;
            JsonNode answer =
                    JSON.readTree(exchange("[2,\"" + id + "\",\"" + action + "\"," + Payloads.json(payload) + "]"));
            assertThat(answer.get(1).asString()).isEqualTo(id);
            return answer;
        }

        /** Sends one frame and waits for the next that comes. */
        String exchange(String frame) {
            webSocket.sendText(frame, true).join();
            try {
                String answer = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (answer == null) {
                    throw new AssertionError("no answer to " + frame);
                }
                return answer;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Puts whole frames into a queue. */
    private static final class Frames implements WebSocket.Listener {

        private final BlockingQueue<String> frames;
        private final StringBuilder frame = new StringBuilder();

        Frames(BlockingQueue<String> frames) {
            this.frames = frames;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                frames.add(frame.toString());
                frame.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    /** A vendor that wants its own words back. */
    private static final class EchoDialect implements VendorDialect {

        @Override
        public String vendorId() {
            return "com.example.Echo";
        }

        @Override
        public DataTransferAnswer answer(
                ChargePointId chargePoint, @Nullable String messageId, @Nullable String data, Instant receivedAt) {
            return "say".equals(messageId) ? DataTransferAnswer.accepted(data) : DataTransferAnswer.UNKNOWN_MESSAGE;
        }
    }
}
