package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.ocpp.rpc.Answer;
import dev.csms.ocpp.rpc.Call;
import dev.csms.ocpp.rpc.CallHandler;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Frames and sockets with nothing behind them: lets everybody in and answers from memory. For load generators, to see
 * what a connection and a call cost here. Run it with {@code port}.
 */
final class BareCentralSystem {

    private BareCentralSystem() {}

    static final class Handler implements CallHandler {

        @Override
        public Answer handle(Session session, Call call) {
            return switch (call.action()) {
                case "BootNotification" ->
                    call.result(json("{\"status\":\"Accepted\",\"currentTime\":\"" + now() + "\",\"interval\":300}"));
                case "Heartbeat" -> call.result(json("{\"currentTime\":\"" + now() + "\"}"));
                case "StatusNotification", "MeterValues" -> call.result(json("{}"));
                case "Authorize" -> call.result(json("{\"idTagInfo\":{\"status\":\"Accepted\"}}"));
                default -> call.error(ErrorCode.NOT_IMPLEMENTED, "");
            };
        }

        @Override
        public boolean immediate(String action) {
            return action.equals("Heartbeat");
        }

        private static Instant now() {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS);
        }

        private static byte[] json(String text) {
            return text.getBytes(UTF_8);
        }
    }

    static final class OpenGate implements Gatekeeper {

        @Override
        public Admission admit(HandshakeRequest request) {
            return new Admission.Admitted(request.identity(), true, MessagePolicy.STRICT, ChargePointOptions.NONE, 0);
        }

        @Override
        public void closed(ClosedSession session) {
            // nobody wants to know
        }
    }

    public static void main(String... arguments) throws InterruptedException {
        Set<String> actions = Set.of("BootNotification", "Heartbeat", "StatusNotification", "MeterValues", "Authorize");
        var sessions = new SessionRegistry(new Handler(), actions, new SimpleMeterRegistry(), InstantSource.system());
        var server = new OcppServer(
                OcppServerSettings.at("127.0.0.1", Integer.parseInt(arguments[0])),
                new OpenGate(),
                sessions,
                InstantSource.system());
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        Thread.currentThread().join();
    }
}
