package dev.csms.ocpp.v16;

import dev.csms.domain.Aggregates;
import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.CloseSession;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RecognizeChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionAdmission;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.configuration.KnownConfiguration;
import dev.csms.domain.credential.Access;
import dev.csms.domain.credential.CredentialCommand.RecallAccess;
import dev.csms.domain.credential.KeyCheck;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionRegistry;
import dev.csms.ocpp.v16.IdentityCheck.Verdict;
import dev.csms.ocpp.websocket.Admission;
import dev.csms.ocpp.websocket.ClientCertificates;
import dev.csms.ocpp.websocket.ClosedSession;
import dev.csms.ocpp.websocket.Gatekeeper;
import dev.csms.ocpp.websocket.HandshakeRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whom the domain knows and who proves to be that one, and tells it who came and went.
 *
 * <p>What is known of the charge point is asked from memory, so that a handshake costs the store one append. A refusal
 * is another matter: the copy in memory may be stale, so it is made sure of first.
 */
public final class DomainGatekeeper implements Gatekeeper {

    private static final Logger log = LoggerFactory.getLogger(DomainGatekeeper.class);

    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    /** To whoever is refused, if that must not tell whom we know. */
    private static final String NOTHING_TOLD = "the credentials are missing or wrong";

    /** What a charge point proves itself by does not change faster than that. */
    private static final int ATTEMPTS = 3;

    /** Longer than any refusal takes: what is not in memory, or slow to check, must not be told by the time. */
    private static final long REFUSAL_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final CommandGateway commands;
    private final Aggregates aggregates;
    private final SessionRegistry sessions;
    private final IdentityCheck check;
    private final String node;
    private final Optional<SelfRegistration> selfRegistration;
    private final DoorRules rules;

    /**
     * @param node             that this runs on
     * @param selfRegistration empty if unknown charge points are turned away, as errata 3.68 has it
     */
    public DomainGatekeeper(
            CommandGateway commands,
            Aggregates aggregates,
            SessionRegistry sessions,
            KeyCheck keys,
            ClientCertificates certificates,
            DoorRules rules,
            String node,
            Optional<SelfRegistration> selfRegistration) {
        this.commands = commands;
        this.aggregates = aggregates;
        this.sessions = sessions;
        this.check = new IdentityCheck(
                keys,
                certificates,
                rules,
                chargePoint -> KnownConfiguration.of(aggregates, chargePoint).cpoName());
        this.node = node;
        this.selfRegistration = selfRegistration;
        this.rules = rules;
    }

    /** How charge points that nobody has registered are registered when they connect. */
    public record SelfRegistration(RegistrationStatus registration, MessagePolicy messagePolicy) {}

    @Override
    public Admission admit(HandshakeRequest request) {
        return refusedInTime(
                request, () -> judged(request, proved -> letIn(request, proved), () -> selfRegister(request)));
    }

    @Override
    public Optional<Admission.Refused> objection(HandshakeRequest request) {
        Admission wouldBe =
                new Admission.Admitted(request.identity(), false, MessagePolicy.STRICT, ChargePointOptions.NONE, 0);
        return refusedInTime(request, () -> judged(request, _ -> wouldBe, () -> wouldBe))
                        instanceof Admission.Refused refused
                ? Optional.of(refused)
                : Optional.empty();
    }

    @Override
    public Optional<Admission.Refused> unseen() {
        if (!rules.hideUnknownIdentities()) {
            return Optional.empty();
        }
        waitUntil(System.nanoTime() + REFUSAL_NANOS);
        return Optional.of(new Admission.Refused(UNAUTHORIZED, NOTHING_TOLD));
    }

    private Admission refusedInTime(HandshakeRequest request, Supplier<Admission> judgement) {
        long beganNanos = System.nanoTime();
        Admission admission;
        try {
            admission = judgement.get();
        } catch (KeyCheck.BusyException busy) {
            admission = tooBusy(request);
        }
        if (admission instanceof Admission.Refused && rules.hideUnknownIdentities()) {
            waitUntil(beganNanos + REFUSAL_NANOS);
        }
        return admission;
    }

    /** There is nothing to be busy with for an identity that nobody knows. */
    private Admission tooBusy(HandshakeRequest request) {
        if (!rules.hideUnknownIdentities()) {
            return new Admission.Refused(UNAVAILABLE, "too many passwords are being checked at the moment");
        }
        log.info(
                "{}: too many passwords are being checked at the moment to say whether that from {} is the right one",
                request.identity().value(),
                request.remoteAddress());
        return new Admission.Refused(UNAUTHORIZED, NOTHING_TOLD, true);
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * @param letIn    for whoever has proved who it is; answers null if that is good no more
     * @param register for whoever nobody knows, where such are registered; answers null if it has been done
     */
    private Admission judged(
            HandshakeRequest request,
            Function<Verdict.Proved, @Nullable Admission> letIn,
            Supplier<@Nullable Admission> register) {
        Access access = aggregates
                .ask(ChargePoint.class, request.identity(), ChargePoint::access)
                .orElse(null);
        Verdict verdict = check.judge(request.identity(), access, request.credentials(), request.receivedAt());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Admission admission = verdict instanceof Verdict.Proved proved ? letIn.apply(proved) : null;
            if (admission != null) {
                return admission;
            }
            Access recalled = recall(request);
            if (recalled == null && selfRegistration.isPresent()) {
                Admission unregistered = register.get();
                if (unregistered != null) {
                    return unregistered;
                }
                recalled = recall(request);
            }
            if (Objects.equals(recalled, access)) {
                if (verdict instanceof Verdict.Failed failed) {
                    return refused(request, failed);
                }
            } else {
                access = recalled;
                verdict = check.judge(request.identity(), access, request.credentials(), request.receivedAt());
            }
        }
        return new Admission.Refused(UNAVAILABLE, "not possible at the moment");
    }

    private @Nullable Admission selfRegister(HandshakeRequest request) {
        // without OCPP it will be refused, and is not to be registered
        if (request.subprotocol() == null) {
            return new Admission.Admitted(request.identity(), false, MessagePolicy.STRICT, ChargePointOptions.NONE, 0);
        }
        register(request, selfRegistration.orElseThrow());
        return null;
    }

    private Admission refused(HandshakeRequest request, Verdict.Failed failed) {
        sessions.securityLog()
                .note(failed.event(), request.identity().value(), failed.why() + ", from " + request.remoteAddress());
        return new Admission.Refused(failed.status(), rules.hideUnknownIdentities() ? NOTHING_TOLD : failed.why());
    }

    /** By what it is let in, for certain; null if nobody knows it. */
    private @Nullable Access recall(HandshakeRequest request) {
        try {
            return commands.sendAndWait(
                    new RecallAccess(request.identity()), provenance(request.identity(), request.sessionId()));
        } catch (AggregateNotFoundException unknown) {
            return null;
        }
    }

    /** Null if what it proved itself by is good no more. */
    private @Nullable Admission letIn(HandshakeRequest request, Verdict.Proved proved) {
        try {
            // without it, it will be refused; it must not take the place of a session that speaks OCPP
            if (request.subprotocol() == null) {
                SessionAdmission known = commands.sendAndWait(
                        new RecognizeChargePoint(request.identity()),
                        provenance(request.identity(), request.sessionId()));
                if (!request.offersNone() || !known.options().assumeSubprotocol()) {
                    return admitted(known);
                }
            }
            return open(request, proved);
        } catch (AggregateNotFoundException stale) {
            return null;
        }
    }

    private @Nullable Admission open(HandshakeRequest request, Verdict.Proved proved) {
        if (proved.authentication().profile() == SecurityProfile.UNSECURED && isConnected(request.identity())) {
            sessions.securityLog()
                    .note(
                            SecurityEvent.SESSION_CONTESTED,
                            request.identity().value(),
                            request.remoteAddress() + " came as a charge point that is connected, and proved nothing");
            return new Admission.Refused(
                    UNAVAILABLE, "the charge point is connected already, and nothing proves that this is the same one");
        }
        SessionAdmission admission = commands.sendAndWait(
                new OpenSession(
                        request.identity(),
                        request.sessionId(),
                        node,
                        request.remoteAddress(),
                        request.receivedAt(),
                        proved.authentication(),
                        proved.verifier()),
                provenance(request.identity(), request.sessionId()));
        if (admission == null) {
            return null;
        }
        if (proved.authentication().asFromFactory()) {
            sessions.securityLog()
                    .note(
                            SecurityEvent.FACTORY_CERTIFICATE,
                            admission.chargePointId().value(),
                            "it was let in by the certificate of its manufacturer, and is asked to get one of its"
                                    + " operator");
        }
        return admitted(admission);
    }

    /** To this node, and alive: who proves nothing does not take such a charge point's place. */
    private boolean isConnected(ChargePointId identity) {
        return sessions.find(identity)
                .filter(session -> session.showsLife(rules.probe()))
                .isPresent();
    }

    private static Admission admitted(SessionAdmission admission) {
        return new Admission.Admitted(
                admission.chargePointId(),
                admission.accepted(),
                admission.messagePolicy(),
                admission.options(),
                admission.order());
    }

    private void register(HandshakeRequest request, SelfRegistration how) {
        commands.sendAndWait(
                new RegisterChargePoint(
                        request.identity(),
                        how.registration(),
                        RegistrationSource.CONNECTION,
                        how.messagePolicy(),
                        null),
                provenance(request.identity(), request.sessionId()));
    }

    @Override
    public void opened(Session session) {
        if (!session.accepted() && isUnbooted(session.chargePointId())) {
            session.unbooted();
        }
        if (session.options().noServerPing()) {
            session.heartbeatInterval(heartbeatInterval(session.chargePointId()));
        }
        if (isOver(session)) { // another one was let in before this one stood in its list
            sessions.superseded(session.chargePointId(), session.id());
        }
    }

    private boolean isOver(Session session) {
        return aggregates
                .ask(ChargePoint.class, session.chargePointId(), chargePoint -> !chargePoint.speaksBy(session.id()))
                .orElse(false);
    }

    /** The longer one, where it was told one by its boot and another as its configuration. */
    private Duration heartbeatInterval(ChargePointId chargePoint) {
        int told = aggregates
                .ask(ChargePoint.class, chargePoint, ChargePoint::toldIntervalSeconds)
                .flatMap(Function.identity())
                .orElse(0);
        int configured = KnownConfiguration.of(aggregates, chargePoint)
                .heartbeatInterval()
                .orElse(0);
        return Duration.ofSeconds(Math.max(told, configured));
    }

    private boolean isUnbooted(ChargePointId chargePoint) {
        return aggregates
                .ask(ChargePoint.class, chargePoint, ChargePoint::isUnbooted)
                .orElse(false);
    }

    @Override
    public void closed(ClosedSession session) {
        try {
            commands.sendAndWait(
                    new CloseSession(
                            session.chargePointId(),
                            session.sessionId(),
                            session.code(),
                            session.reason(),
                            session.closedAt()),
                    provenance(session.chargePointId(), session.sessionId()));
        } catch (AggregateNotFoundException neverOpened) {
            // it spoke no protocol of ours, under an identity that nobody knows
        } catch (RuntimeException e) { // the next session of the charge point will supersede it
            log.error(
                    "{}: the end of session {} is not on record",
                    session.chargePointId().value(),
                    session.sessionId(),
                    e);
        }
    }

    private MetaData provenance(ChargePointId chargePoint, SessionId session) {
        return MetaData.from(Map.of(
                Provenance.ACTOR, Provenance.chargePoint(chargePoint.value()),
                Provenance.CHARGE_POINT, chargePoint.value(),
                Provenance.SESSION, session.value(),
                Provenance.NODE, node));
    }
}
