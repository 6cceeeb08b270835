package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionAdmission;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.idtag.IdTagCommand.BlockIdTag;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.ocpp.rpc.Answer;
import dev.csms.ocpp.rpc.Call;
import dev.csms.ocpp.rpc.CallError;
import dev.csms.ocpp.rpc.CallResult;
import dev.csms.ocpp.rpc.MessageId;
import dev.csms.ocpp.rpc.Payload;
import dev.csms.ocpp.rpc.Session;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Us, with the domain behind it and charge points connected to it. */
final class CentralSystem {

    static final Instant NOW = Instant.parse("2026-11-24T10:15:30.987Z");

    final RunningDomain domain = new RunningDomain();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final DeviationBook deviations = new DeviationBook(metrics);
    final List<String> quarantined = new ArrayList<>();

    private final AtomicInteger lastSession = new AtomicInteger();
    private final OcppCallHandler handler = new OcppCallHandler(
            domain.commands(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            "node-1",
            new OcppSettings(Duration.ofSeconds(300), Duration.ofSeconds(60), true),
            deviations,
            (chargePoint, call, problem) -> quarantined.add(call.action() + " " + call.payload() + " " + problem));

    void register(String identity, RegistrationStatus registration, MessagePolicy policy) {
        domain.commands()
                .sendAndWait(new RegisterChargePoint(
                        new ChargePointId(identity), registration, RegistrationSource.OPERATOR, policy, null));
    }

    void registerIdTag(String idTag, @Nullable String parent, @Nullable Instant expiresAt, int concurrent) {
        domain.commands()
                .sendAndWait(new RegisterIdTag(
                        new IdTagId(idTag), parent == null ? null : new IdTagId(parent), expiresAt, concurrent));
    }

    void blockIdTag(String idTag) {
        domain.commands().sendAndWait(new BlockIdTag(new IdTagId(idTag), null));
    }

    /** Connects a charge point; it has not booted unless it did on an earlier connection. */
    ConnectedChargePoint connect(String identity) {
        SessionId session = new SessionId("session-" + lastSession.incrementAndGet());
        SessionAdmission admission = domain.commands()
                .sendAndWait(new OpenSession(new ChargePointId(identity), session, "node-1", "192.0.2.7", NOW));
        return new ConnectedChargePoint(
                session(session, admission.chargePointId(), admission.accepted(), admission.messagePolicy()));
    }

    /** A charge point of which the domain knows nothing, as if its record could not be read. */
    ConnectedChargePoint connectUnheardOf(String identity) {
        return new ConnectedChargePoint(
                session(new SessionId("session-0"), new ChargePointId(identity), true, MessagePolicy.STRICT));
    }

    /** Connects a charge point that is registered and accepted, and boots it. */
    ConnectedChargePoint boot(String identity) {
        register(identity, RegistrationStatus.ACCEPTED, MessagePolicy.STRICT);
        ConnectedChargePoint chargePoint = connect(identity);
        chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        return chargePoint;
    }

    private static Session session(SessionId id, ChargePointId chargePoint, boolean accepted, MessagePolicy policy) {
        try {
            Constructor<?> constructor = Session.class.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return (Session) constructor.newInstance(id, chargePoint, accepted, policy, "192.0.2.7", NOW);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The charge point's side of a connection. */
    final class ConnectedChargePoint {

        private final Session session;
        private int lastMessage;

        private ConnectedChargePoint(Session session) {
            this.session = session;
        }

        /** Sends a CALL that must be answered by a CALLRESULT, which must be valid. */
        String call(String action, String payload) {
            return switch (send(action, payload)) {
                case CallResult result -> {
                    String json = result.payload().toString();
                    AnswerCheck.assertValid(action, json);
                    yield json.replace('"', '\'');
                }
                case CallError error -> throw new AssertionError(action + " " + payload + ": " + error);
            };
        }

        /** Sends a CALL that must be answered by a CALLERROR. */
        String callInVain(String action, String payload) {
            return switch (send(action, payload)) {
                case CallResult result -> throw new AssertionError(result.payload());
                case CallError error -> error.code() + ": " + error.description();
            };
        }

        private Answer send(String action, String payload) {
            byte[] json = Payloads.json(payload).getBytes(StandardCharsets.UTF_8);
            String id = "m-" + ++lastMessage;
            return handler.handle(
                    session, new Call(new MessageId('"' + id + '"', id), action, Payload.of(json), Set.of(), NOW));
        }
    }
}
