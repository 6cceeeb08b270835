package dev.csms.domain.chargepoint;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import dev.csms.domain.ClaimedTime;
import dev.csms.domain.availability.Availability;
import dev.csms.domain.availability.AvailabilityEvent;
import dev.csms.domain.chargepoint.ChargePointCommand.Boot;
import dev.csms.domain.chargepoint.ChargePointCommand.CloseSession;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RecognizeChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.SetGroup;
import dev.csms.domain.chargepoint.ChargePointCommand.SetMessagePolicy;
import dev.csms.domain.chargepoint.ChargePointCommand.SetOptions;
import dev.csms.domain.chargepoint.ChargePointCommand.SetRegistration;
import dev.csms.domain.chargepoint.ChargePointCommand.TransferData;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointGrouped;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointOptionsChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorOccupied;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorReleased;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusRepeated;
import dev.csms.domain.chargepoint.ChargePointEvent.DataTransferReceived;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.MessagePolicyChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.OutdatedConnectorStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.RegistrationChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionClosed;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionSuperseded;
import dev.csms.domain.chargepoint.ChargePointEvent.StopSetAside;
import dev.csms.domain.chargepoint.ChargePointEvent.StopTakenUp;
import dev.csms.domain.chargepoint.ChargePointEvent.UnexpectedConnectorReported;
import dev.csms.domain.credential.Access;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.CredentialCommand.RecallAccess;
import dev.csms.domain.credential.CredentialCommand.SetAuthorizationKey;
import dev.csms.domain.credential.CredentialCommand.SetCertificateOwner;
import dev.csms.domain.credential.CredentialCommand.SetSecurityProfile;
import dev.csms.domain.credential.CredentialEvent;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.credential.Security;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.operation.IdempotencyKey;
import dev.csms.domain.operation.JobKind;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.ReportEffect;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationEvent;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Operations;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ChangeAvailability;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.operation.RequestRules;
import dev.csms.domain.operation.TakenOperation;
import dev.csms.domain.reservation.ReservationCommand.ExpireReservations;
import dev.csms.domain.reservation.ReservationEvent;
import dev.csms.domain.reservation.Reservations;
import dev.csms.domain.transaction.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A charge point: whether it may take part, by which session it speaks, the state of its connectors, and which
 * transactions run on them.
 */
@AggregateRoot(type = "ChargePoint")
@Revision("3")
public final class ChargePoint {

    /** More connectors than any charge point has; numbers above are a client's mistake (a transaction id, say). */
    public static final int MAX_CONNECTOR_ID = 64;

    /** Stops that wait for their starts; a charge point that loses the order of its queue loses it for a few sessions. */
    private static final int MAX_STOPS_SET_ASIDE = 16;

    /**
     * By how much a repeated status has to be newer to be on record. What is older than an unrecorded one by less than
     * this, and is heard of after it, is taken for current; that takes a charge point that puts off its own messages
     * while it sends others.
     */
    private static final Duration REPEATS_ON_RECORD = Duration.ofMinutes(1);

    @AggregateIdentifier
    private @Nullable ChargePointId id;

    private RegistrationStatus registration = RegistrationStatus.REJECTED;
    private @Nullable Integer intervalSeconds;
    private MessagePolicy messagePolicy = MessagePolicy.STRICT;
    private ChargePointOptions options = ChargePointOptions.NONE;
    private @Nullable String group;
    private @Nullable SessionOpened session;
    private @Nullable ChargePointBooted boot;
    private final Map<Integer, ConnectorStatusChanged> connectors = new HashMap<>();
    private final Map<Integer, ConnectorStatusRepeated> repeatedSince = new HashMap<>();
    private final Map<Integer, StatusReport> outdated = new HashMap<>();
    private final Set<Integer> unexpectedConnectors = new HashSet<>();
    private @Nullable DiagnosticsStatus diagnostics;
    private @Nullable FirmwareStatus firmware;
    private final Map<Integer, OpenTransaction> openTransactions = new HashMap<>();
    private final Map<Integer, LastStart> lastStarts = new HashMap<>();
    private final List<StopSetAside> stopsSetAside = new ArrayList<>();
    private final Operations operations = new Operations();
    private final Reservations reservations = new Reservations();
    private final Availability availability = new Availability();
    private final Security security = new Security();

    ChargePoint() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(RegisterChargePoint register) {
        if (id != null) {
            return false;
        }
        apply(new ChargePointRegistered(
                register.chargePointId(),
                register.registration(),
                register.source(),
                register.messagePolicy(),
                register.intervalSeconds()));
        security.registered(id(), register.securityProfile(), register.verifier(), KeyOrigin.GENERATED);
        return true;
    }

    @CommandHandler
    void handle(SetRegistration set) {
        if (registration != set.registration() || !Objects.equals(intervalSeconds, set.intervalSeconds())) {
            apply(new RegistrationChanged(id(), set.registration(), set.intervalSeconds()));
        }
    }

    @CommandHandler
    void handle(SetMessagePolicy set) {
        if (messagePolicy != set.messagePolicy()) {
            apply(new MessagePolicyChanged(id(), set.messagePolicy()));
        }
    }

    @CommandHandler
    void handle(SetOptions set) {
        if (!options.equals(set.options())) {
            apply(new ChargePointOptionsChanged(id(), set.options()));
        }
    }

    @CommandHandler
    void handle(SetGroup set) {
        if (!Objects.equals(group, set.group())) {
            apply(new ChargePointGrouped(id(), set.group()));
        }
    }

    /** The newest connection speaks for the charge point; an older one that is still open is superseded. */
    @CommandHandler
    @Nullable
    SessionAdmission handle(OpenSession open) {
        if (!security.admits(open.authentication(), open.verifier(), open.openedAt())) {
            return null;
        }
        if (session != null) {
            apply(new SessionSuperseded(id(), session.sessionId(), open.sessionId(), session.node(), open.openedAt()));
        }
        apply(new SessionOpened(
                id(), open.sessionId(), open.node(), open.remoteAddress(), open.openedAt(), open.authentication()));
        security.opened(id(), open.authentication(), open.verifier(), open.openedAt());
        return admission();
    }

    @CommandHandler
    SessionAdmission handle(RecognizeChargePoint recognize) {
        return admission();
    }

    private SessionAdmission admission() {
        return new SessionAdmission(
                id(), bootAnswered() == RegistrationStatus.ACCEPTED, messagePolicy, options, getVersion());
    }

    @CommandHandler
    Access handle(RecallAccess recall) {
        return access();
    }

    /** By what it is let in. */
    public Access access() {
        BootData told = boot == null ? null : boot.bootData();
        return security.access(
                id(),
                told == null
                        ? List.of()
                        : Stream.of(told.chargePointSerialNumber(), told.chargeBoxSerialNumber())
                                .filter(Objects::nonNull)
                                .map(String::strip)
                                .filter(serial -> !serial.isEmpty())
                                .distinct()
                                .toList());
    }

    @CommandHandler
    void handle(SetAuthorizationKey set) {
        security.setKey(id(), set.verifier(), set.origin());
    }

    @CommandHandler
    void handle(SetSecurityProfile set) {
        security.setProfile(id(), set.profile(), set.reason());
    }

    @CommandHandler
    void handle(SetCertificateOwner set) {
        security.setCertificateOwner(id(), set.serialNumber(), set.cpoName());
    }

    public Security security() {
        return security;
    }

    /** The end of a superseded connection is no news. */
    @CommandHandler
    void handle(CloseSession close) {
        if (speaksBy(close.sessionId())) {
            apply(new SessionClosed(id(), close.sessionId(), close.closeCode(), close.reason(), close.closedAt()));
        }
    }

    /** A boot repeated on the same connection with the same data and answer is no second boot. */
    @CommandHandler
    BootAnswer handle(Boot command) {
        RegistrationStatus answered = registration();
        int interval = intervalSeconds != null && answered == registration
                ? intervalSeconds
                : answered == RegistrationStatus.ACCEPTED
                        ? command.heartbeatIntervalSeconds()
                        : command.retryIntervalSeconds();
        ChargePointBooted booted = new ChargePointBooted(
                id(), command.sessionId(), command.bootData(), answered, interval, command.receivedAt());
        if (boot == null || !repeats(booted, boot)) {
            apply(booted);
            operations.booted(id(), command.sessionId(), command.receivedAt());
        }
        return new BootAnswer(answered, interval);
    }

    private static boolean repeats(ChargePointBooted booted, ChargePointBooted last) {
        return booted.sessionId().equals(last.sessionId())
                && booted.bootData().equals(last.bootData())
                && booted.answered() == last.answered()
                && booted.intervalSeconds() == last.intervalSeconds();
    }

    /** One that changes nothing only counts for what is older than it, which is history (OCPP 1.6 §4.9, §3.7). */
    @CommandHandler
    void handle(ReportStatus command) {
        int connectorId = command.connectorId();
        StatusReport report = command.report();
        if (connectorId < 0 || connectorId > MAX_CONNECTOR_ID) {
            if (unexpectedConnectors.size() < MAX_CONNECTOR_ID && !unexpectedConnectors.contains(connectorId)) {
                apply(new UnexpectedConnectorReported(id(), connectorId, report, command.receivedAt()));
            }
            return;
        }
        ConnectorStatusChanged last = connectors.get(connectorId);
        Instant at = time(report.reportedAt(), command.receivedAt());
        Instant known = last == null ? Instant.MIN : lastSaid(last);
        if (at.isBefore(known)) {
            if (!report.equals(outdated.get(connectorId))) {
                apply(new OutdatedConnectorStatusReported(id(), connectorId, report, command.receivedAt()));
            }
            return;
        }
        if (last == null || !report.saysTheSameAs(last.report())) {
            ChargePointStatus previous = last == null ? null : last.report().status();
            boolean regular = previous == null
                    ? StatusTransitions.isRegularFirst(connectorId, report.status())
                    : StatusTransitions.isRegular(connectorId, previous, report.status());
            apply(new ConnectorStatusChanged(id(), connectorId, report, previous, regular, command.receivedAt()));
            reservations.statusChanged(id(), connectorId, report.status(), report.reportedAt(), command.receivedAt());
            availability.reported(id(), connectorId, report.status(), command.receivedAt());
        } else if (at.equals(report.reportedAt()) && !at.isBefore(known.plus(REPEATS_ON_RECORD))) {
            // by the charge point's own clock, by which what comes later is held against it
            apply(new ConnectorStatusRepeated(id(), connectorId, report.reportedAt(), command.receivedAt()));
        }
    }

    /** When a connector has last said in what state it is. */
    private Instant lastSaid(ConnectorStatusChanged last) {
        ConnectorStatusRepeated again = repeatedSince.get(last.connectorId());
        return again == null
                ? time(last.report().reportedAt(), last.receivedAt())
                : time(again.reportedAt(), again.receivedAt());
    }

    /**
     * By which reports of a status are put into their order: that of receipt where the charge point says none that it can
     * have meant. A clock that is ahead, or was before it was set, does not put off what comes after it.
     */
    private static Instant time(@Nullable Instant reportedAt, Instant receivedAt) {
        Instant claimed = ClaimedTime.of(reportedAt, receivedAt).effective();
        return claimed.isAfter(receivedAt) || claimed.isBefore(receivedAt.minus(ClaimedTime.LONGEST_QUEUE))
                ? receivedAt
                : claimed;
    }

    public void report(DiagnosticsStatus status, Instant receivedAt) {
        if (diagnostics != status) {
            apply(new DiagnosticsStatusReported(id(), status, receivedAt));
        }
    }

    public void report(FirmwareStatus status, Instant receivedAt) {
        if (firmware != status) {
            apply(new FirmwareStatusReported(id(), status, receivedAt));
        }
    }

    /** The operations that have set off work of a kind here, or will; the latest first. */
    public List<OperationId> jobs(JobKind kind) {
        return operations.jobs(kind);
    }

    /** The same, but only those that the charge point can know of. */
    public List<OperationId> sentJobs(JobKind kind) {
        return operations.sentJobs(kind);
    }

    /** The one of them that the charge point refers to by this id. */
    public Optional<OperationId> sentJob(JobKind kind, int requestId) {
        return operations.sentJob(kind, requestId);
    }

    @CommandHandler
    void handle(TransferData transfer) {
        DataTransferAnswer answer = transfer.answer();
        apply(new DataTransferReceived(
                id(),
                transfer.vendorId(),
                transfer.messageId(),
                transfer.data(),
                answer.status(),
                answer.data(),
                transfer.receivedAt()));
    }

    /** The latest start on a connector, if it said just this. */
    public Optional<TransactionId> latestStart(int connectorId, String startKey) {
        return Optional.ofNullable(lastStarts.get(connectorId))
                .filter(start -> start.startKey().equals(startKey))
                .map(LastStart::transactionId);
    }

    /** Whether a start at this time is later than all that have been heard of, and so cannot have been heard before. */
    public boolean isNews(int connectorId, Instant startedAt) {
        LastStart last = lastStarts.get(connectorId);
        return last == null || startedAt.isAfter(last.startedAt());
    }

    /** The transactions that cannot be running any more if this one has started. */
    public List<OpenTransaction> endedByStart(OpenTransaction next) {
        return openTransactions.values().stream()
                .filter(open -> open.isEndedBy(next))
                .toList();
    }

    /** The transactions that were open at a time, on one connector or (null) on any. */
    public List<OpenTransaction> openAt(@Nullable Integer connectorId, Instant time) {
        List<OpenTransaction> open = new ArrayList<>();
        for (OpenTransaction candidate : openTransactions.values()) {
            if ((connectorId == null || candidate.connectorId() == connectorId)
                    && !candidate.begunBy().isAfter(time)) {
                open.add(candidate);
            }
        }
        return open;
    }

    /**
     * Whether it is known to have started another transaction later.
     *
     * @param connectorId on which; null for any
     */
    public boolean hasStartAfter(@Nullable Integer connectorId, Instant startedAt) {
        return lastStarts.entrySet().stream()
                .filter(start -> connectorId == null || start.getKey().equals(connectorId))
                .anyMatch(start -> start.getValue().startedAt().isAfter(startedAt));
    }

    /** A stop fits no transaction that is known. Of many, the latest ones are remembered. */
    public void setAside(String stopKey, Instant stoppedAt) {
        apply(new StopSetAside(id(), stopKey, stoppedAt));
    }

    /** The keys of stops that may be of a transaction of which we hear now, the earliest first. */
    public List<String> stopsSetAside(Instant startedAt) {
        return stopsSetAside.stream()
                .filter(stop -> !stop.stoppedAt().isBefore(startedAt))
                .sorted(Comparator.comparing(StopSetAside::stoppedAt))
                .map(StopSetAside::stopKey)
                .toList();
    }

    public void takeUp(String stopKey, TransactionId transactionId) {
        apply(new StopTakenUp(id(), stopKey, transactionId));
    }

    public List<OpenTransaction> openTransactions() {
        return List.copyOf(openTransactions.values());
    }

    public boolean hasOpen(long transactionId) {
        return transactionId > 0
                && transactionId <= Integer.MAX_VALUE
                && openTransactions.containsKey((int) transactionId);
    }

    /**
     * @param idTag      which started it
     * @param receivedAt our clock
     * @return the operation that asked for the transaction, if one did
     */
    public Optional<Operations.RemoteStart> occupy(
            int connectorId,
            TransactionId transactionId,
            Instant startedAt,
            String startKey,
            IdTagId idTag,
            Instant receivedAt) {
        apply(new ConnectorOccupied(id(), connectorId, transactionId, startedAt, startKey, receivedAt));
        return operations.transactionStarted(id(), connectorId, idTag.value(), transactionId.value(), receivedAt);
    }

    /** A transaction was stopped by its charge point; perhaps it was asked to. */
    public void stopped(TransactionId transactionId, Instant receivedAt) {
        release(transactionId);
        operations.transactionStopped(id(), transactionId.value(), receivedAt);
    }

    public void release(TransactionId transactionId) {
        OpenTransaction open = openTransactions.get(transactionId.value());
        if (open != null) {
            apply(new ConnectorReleased(id(), open.connectorId(), transactionId));
        }
    }

    /** What is questionable about a request, as far as the charge point's record can tell. */
    public List<String> problems(Request request) {
        return RequestRules.problems(
                request, registration(), bootAnswered(), connectors.keySet(), openTransactions.keySet());
    }

    /** What a request comes to if it is one that was made before; empty for a new one. */
    public Optional<RequestAnswer> recall(@Nullable IdempotencyKey key, Instant at) {
        return operations.recall(key, at);
    }

    public RequestAnswer request(RequestOperation command) {
        return operations.request(id(), command, session != null);
    }

    /** Whether this is the session that it has. */
    public boolean speaksBy(SessionId sessionId) {
        return session != null && session.sessionId().equals(sessionId);
    }

    public @Nullable TakenOperation takeOperation(SessionId sessionId, Instant at) {
        return speaksBy(sessionId)
                ? operations.take(id(), sessionId, bootAnswered() == RegistrationStatus.ACCEPTED, at)
                : null;
    }

    /** What was asked, if this is the news of its outcome. */
    public Optional<Request> conclude(ConcludeOperation command) {
        return operations.conclude(id(), command);
    }

    /** What was asked, if it had not been sent yet. */
    public Optional<Request> cancel(CancelOperation command) {
        return operations.cancel(id(), command);
    }

    /** Gives up those that have waited for too long. */
    public Map<OperationId, Request> expireOperations(Instant at) {
        return operations.expire(session != null, at);
    }

    /** Gives up those whose outcome nobody will report any more. */
    public Map<OperationId, Request> loseOperations(Instant at) {
        return operations.lose(session == null ? null : session.sessionId(), at);
    }

    @CommandHandler
    void handle(ReportEffect command) {
        operations.report(id(), command);
    }

    @CommandHandler
    void handle(ExpireReservations command) {
        reservations.expire(id(), command.at());
    }

    public Reservations reservations() {
        return reservations;
    }

    /** Those that it has reported, 0 among them if it has reported that. */
    public Set<Integer> connectors() {
        return Set.copyOf(connectors.keySet());
    }

    /** In the spelling of its registration. */
    public ChargePointId chargePointId() {
        return id();
    }

    /** The charge point has taken a change of availability on. */
    public void agreeAvailability(ChangeAvailability change, boolean scheduled, Instant at) {
        Map<Integer, ChargePointStatus> reported = connectors.values().stream()
                .collect(Collectors.toMap(
                        ConnectorStatusChanged::connectorId,
                        changed -> changed.report().status()));
        availability.agree(id(), change.connectorId(), change.type(), scheduled, reported, at);
    }

    /**
     * How its next BootNotification is answered. One that comes by the certificate of its manufacturer waits until it has
     * one of its operator (A00.FR.406), whatever was decided about it.
     */
    public RegistrationStatus registration() {
        return registration == RegistrationStatus.ACCEPTED && isAsFromFactory()
                ? RegistrationStatus.PENDING
                : registration;
    }

    private @Nullable RegistrationStatus bootAnswered() {
        return boot == null ? null : boot.answered();
    }

    private boolean isAsFromFactory() {
        return session != null
                && session.authentication() != null
                && session.authentication().asFromFactory();
    }

    /** The certificate by which it came to this session, if it came by one and the session is its latest. */
    public Optional<String> certificateShown(SessionId sessionId) {
        return Optional.ofNullable(session)
                .filter(it -> it.sessionId().equals(sessionId))
                .map(SessionOpened::authentication)
                .map(Authentication::certificate);
    }

    /**
     * Whether it is to be accepted as soon as it boots, and never has: it may have done so before another central system,
     * and need not do it again after a mere reconnection (OCPP-J 1.6 §5.4).
     */
    public boolean isUnbooted() {
        return boot == null && registration() == RegistrationStatus.ACCEPTED;
    }

    /** Seconds between its heartbeats, or until its next BootNotification, as it was last told. */
    public Optional<Integer> toldIntervalSeconds() {
        return Optional.ofNullable(boot).map(ChargePointBooted::intervalSeconds);
    }

    /** When it last booted, by our clock; null if it never did. */
    public @Nullable Instant bootedAt() {
        return boot == null ? null : boot.receivedAt();
    }

    private ChargePointId id() {
        return Objects.requireNonNull(id);
    }

    @EventSourcingHandler
    void on(OperationEvent event) {
        operations.on(event);
    }

    @EventSourcingHandler
    void on(ReservationEvent event) {
        reservations.on(event);
    }

    @EventSourcingHandler
    void on(AvailabilityEvent event) {
        availability.on(event);
    }

    @EventSourcingHandler
    void on(CredentialEvent event) {
        security.on(event);
    }

    @EventSourcingHandler
    void on(ChargePointEvent event) {
        switch (event) {
            case ChargePointRegistered registered -> {
                id = registered.chargePointId();
                registration = registered.registration();
                intervalSeconds = registered.intervalSeconds();
                messagePolicy = registered.messagePolicy();
            }
            case RegistrationChanged changed -> {
                registration = changed.registration();
                intervalSeconds = changed.intervalSeconds();
            }
            case MessagePolicyChanged changed -> messagePolicy = changed.messagePolicy();
            case ChargePointOptionsChanged changed -> options = changed.options();
            case ChargePointGrouped grouped -> group = grouped.group();
            case SessionOpened opened -> session = opened;
            case SessionSuperseded _, SessionClosed _ -> session = null;
            case ChargePointBooted booted -> boot = booted;
            case ConnectorStatusChanged changed -> {
                connectors.put(changed.connectorId(), changed);
                repeatedSince.remove(changed.connectorId());
            }
            case ConnectorStatusRepeated again -> repeatedSince.put(again.connectorId(), again);
            case OutdatedConnectorStatusReported report -> outdated.put(report.connectorId(), report.report());
            case UnexpectedConnectorReported report -> unexpectedConnectors.add(report.connectorId());
            case DiagnosticsStatusReported report -> diagnostics = report.status();
            case FirmwareStatusReported report -> firmware = report.status();
            case DataTransferReceived _ -> {}
            case ConnectorOccupied occupied -> {
                openTransactions.put(
                        occupied.transactionId().value(),
                        new OpenTransaction(
                                occupied.transactionId(),
                                occupied.connectorId(),
                                occupied.startedAt(),
                                occupied.receivedAt()));
                LastStart last = lastStarts.get(occupied.connectorId());
                if (last == null || !occupied.startedAt().isBefore(last.startedAt())) {
                    lastStarts.put(
                            occupied.connectorId(),
                            new LastStart(occupied.transactionId(), occupied.startedAt(), occupied.startKey()));
                }
            }
            case StopSetAside stop -> {
                stopsSetAside.add(stop);
                if (stopsSetAside.size() > MAX_STOPS_SET_ASIDE) {
                    stopsSetAside.removeFirst();
                }
            }
            case StopTakenUp taken ->
                stopsSetAside.removeIf(stop -> stop.stopKey().equals(taken.stopKey()));
            case ConnectorReleased released ->
                openTransactions.remove(released.transactionId().value());
        }
    }
}
