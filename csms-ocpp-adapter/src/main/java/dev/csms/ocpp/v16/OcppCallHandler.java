package dev.csms.ocpp.v16;

import dev.csms.domain.Provenance;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.operation.Effect;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.ReportEffect;
import dev.csms.domain.operation.OperationId;
import dev.csms.ocpp.rpc.Answer;
import dev.csms.ocpp.rpc.Call;
import dev.csms.ocpp.rpc.CallHandler;
import dev.csms.ocpp.rpc.CallOutcome;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.rpc.Payload;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.v16.Decoded.Read;
import dev.csms.ocpp.v16.Decoded.Refused;
import dev.csms.ocpp.v16.PayloadWriter.TimePrecision;
import dev.csms.ocpp.v16.Routes.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.AxonTransientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls of charge points: reads the payload, lets its handler act on it, writes the answer. Whatever
 * happens, there is an answer, and it is given only after what was said has been stored.
 */
public final class OcppCallHandler implements CallHandler {

    private static final Logger log = LoggerFactory.getLogger(OcppCallHandler.class);

    private final CommandGateway commands;
    private final InstantSource clock;
    private final Triggers triggers;
    private final Routes routes;
    private final PayloadWriter toTheMillisecond = new PayloadWriter(TimePrecision.MILLISECONDS);
    private final PayloadWriter toTheSecond = new PayloadWriter(TimePrecision.SECONDS);
    private final boolean fractionalSeconds;
    private final String node;
    private final DeviationBook deviations;
    private final Quarantine quarantine;
    private final SecurityLog securityLog;
    private final Vigilance vigilance;

    /**
     * @param clock says the time that charge points set theirs by
     * @param node  that this runs on
     * @param dialects in which vendors' messages are answered
     */
    public OcppCallHandler(
            CommandGateway commands,
            InstantSource clock,
            String node,
            OcppSettings settings,
            Collection<VendorDialect> dialects,
            DeviationBook deviations,
            Quarantine quarantine,
            SecurityLog securityLog) {
        this.commands = commands;
        this.clock = clock;
        this.triggers = new Triggers(clock);
        this.routes = new Routes(
                new CoreHandler(commands, clock, settings, new VendorDialects(dialects)),
                new FirmwareHandler(commands),
                new SecurityHandler(commands),
                new CertificateHandler(
                        commands, securityLog, settings.signingRequestsPerDay(), settings.organization()));
        this.fractionalSeconds = settings.fractionalSeconds();
        this.node = node;
        this.deviations = deviations;
        this.quarantine = quarantine;
        this.securityLog = securityLog;
        this.vigilance = new Vigilance(securityLog, settings.guessingDelay(), clock);
    }

    /** The actions that are answered with more than a refusal. */
    public Set<String> actions() {
        return routes.actions();
    }

    @Override
    public boolean immediate(String action) {
        return action.equals(Routes.HEARTBEAT);
    }

    /** The other one that says the time. */
    @Override
    public boolean repeatsAnswer(String action) {
        return !immediate(action) && !action.equals(Routes.BOOT_NOTIFICATION);
    }

    @Override
    public Answer handle(Session session, Call call) {
        deviations.note(session.chargePointId(), call);
        String action = call.action();
        // before it is accepted, a charge point may say nothing else (OCPP-J 1.6 errata 3.8) but what it was asked for
        if (!session.accepted()
                && !action.equals(Routes.BOOT_NOTIFICATION)
                && !triggers.isExpected(session.chargePointId(), action)) {
            session.note(SecurityEvent.NOT_REGISTERED, quoted(action) + " before its BootNotification was accepted");
            if (session.isUnbooted()) {
                spokeUnbooted(session, call);
            }
            return call.error(
                    ErrorCode.SECURITY_ERROR, "not accepted yet: BootNotification comes before " + quoted(action));
        }
        Optional<Route<?>> route = routes.find(action);
        if (route.isPresent()) {
            return answer(route.get(), session, call);
        }
        return routes.isKnown(action)
                ? call.error(ErrorCode.NOT_SUPPORTED, quoted(action) + " is not offered here")
                : call.error(ErrorCode.NOT_IMPLEMENTED, quoted(action) + " is no action of OCPP 1.6");
    }

    /** Perhaps it goes on where another central system has left it; what it says, it says to nobody else. */
    private void spokeUnbooted(Session session, Call call) {
        session.spokeUnbooted();
        if (isNeverRefused(call.action())) {
            keep(session, call, AnomalyKind.MESSAGE_BEFORE_BOOT, "its charge point has never booted here");
        }
    }

    @Override
    public void refused(Session session, Call call, String problem) {
        if ((session.accepted() || session.isUnbooted()) && isNeverRefused(call.action())) {
            quarantine.keep(session.chargePointId(), call, AnomalyKind.UNREADABLE_MESSAGE, problem);
        }
    }

    private boolean isNeverRefused(String action) {
        return routes.find(action).filter(it -> it.reader().neverRefuses()).isPresent();
    }

    /** If that fails, the charge point is told nothing else: it sends the message again either way. */
    private void keep(Session session, Call call, AnomalyKind kind, String problem) {
        try {
            quarantine.keep(session.chargePointId(), call, kind, problem);
        } catch (RuntimeException e) {
            log.error("{}: {} {} is lost", session.chargePointId().value(), call.action(), call.messageId(), e);
        }
    }

    private <T extends Record> Answer answer(Route<T> route, Session session, Call call) {
        Payload payload = call.payload();
        try {
            return switch (route.reader()
                    .read(
                            payload.array(),
                            payload.offset(),
                            payload.length(),
                            session.messagePolicy(),
                            session.options().timeZone(),
                            call.receivedAt())) {
                case Read<T> read -> answer(route, session, call, read);
                case Refused<T> refused -> {
                    if (route.reader().neverRefuses()) {
                        quarantine.keep(
                                session.chargePointId(), call, AnomalyKind.UNREADABLE_MESSAGE, refused.description());
                    }
                    yield call.error(refused.code(), refused.description());
                }
            };
        } catch (AxonTransientException e) { // a whole fleet says something while the database is away
            log.warn(
                    "{}: {} {} could not be handled: {}",
                    session.chargePointId().value(),
                    call.action(),
                    call.messageId(),
                    e.toString());
            return notHandled(call);
        } catch (RuntimeException e) { // ours to mend; the charge point will send the same again
            log.error(
                    "{}: {} {} could not be handled",
                    session.chargePointId().value(),
                    call.action(),
                    call.messageId(),
                    e);
            return notHandled(call);
        }
    }

    private static Answer notHandled(Call call) {
        return call.error(ErrorCode.INTERNAL_ERROR, "not handled for a reason of ours; send it again later");
    }

    private <T extends Record> Answer answer(Route<T> route, Session session, Call call, Read<T> read) {
        deviations.note(session.chargePointId(), call.action(), read.deviations(), call.receivedAt());
        Origin from = new Origin(
                session.chargePointId(),
                session.id(),
                node,
                call.action(),
                call.messageId().toString(),
                call.receivedAt(),
                read.deviations().isEmpty() ? null : call.payload().toString());
        Record response = route.meaning().answer(from, read.value());
        if (response instanceof BootNotification.Response boot) {
            session.accepted(boot.isAccepted());
            session.heartbeatInterval(Duration.ofSeconds(boot.interval()));
            session.booted(boot.status() != RegistrationStatus.REJECTED);
        }
        triggers.causeOf(session.chargePointId(), call.action(), read.value())
                .ifPresent(operation -> report(session, operation, call));
        vigilance.look(session.chargePointId(), response);
        return call.result(writer(session).write(response));
    }

    private PayloadWriter writer(Session session) {
        Boolean own = session.options().fractionalSeconds();
        return (own == null ? fractionalSeconds : own) ? toTheMillisecond : toTheSecond;
    }

    /** In the background: the answer need not wait for it, and heartbeats are answered where nothing may wait. */
    private void report(Session session, OperationId operation, Call call) {
        ReportEffect effect = new ReportEffect(
                session.chargePointId(),
                operation,
                Effect.MESSAGE_SENT,
                call.messageId().toString(),
                call.receivedAt());
        // the bus handles a command on the thread that sends it, until its events are stored
        Thread.startVirtualThread(() -> commands.send(
                effect,
                OperationDispatcher.provenance(
                        session,
                        node,
                        Provenance.chargePoint(session.chargePointId().value()),
                        operation)));
    }

    @Override
    public void lateAnswer(Session session, String messageId, CallOutcome late) {
        OperationId operation = new OperationId(messageId);
        try {
            commands.sendAndWait(
                    new ConcludeOperation(session.chargePointId(), operation, Answers.unread(late), clock.instant()),
                    OperationDispatcher.provenance(
                            session,
                            node,
                            Provenance.chargePoint(session.chargePointId().value()),
                            operation));
        } catch (RuntimeException e) { // it would have changed nothing
            log.warn("{}: a late answer to {} is not on record: {}", session, messageId, e.toString());
        }
    }

    Triggers triggers() {
        return triggers;
    }

    private static String quoted(String action) {
        return "'" + Texts.excerpt(action, 40) + "'";
    }
}
