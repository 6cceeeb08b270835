package dev.csms.ocpp.rpc;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.SessionAdmission;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.CallMetrics.Outcome;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of one charge point.
 *
 * <p>Its calls are handled strictly in order, on a virtual thread that exists only while there is something to do: a
 * session that is silent costs its few fields. When calls come faster than they are handled, reading stops.
 */
public final class Session {

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    /** So many calls wait to be handled before nothing more is read. */
    private static final int FULL = 8;

    private static final int ROOM_AGAIN = FULL / 2;

    /** Of unreadable messages, in a minute. */
    private static final int TOO_MANY = 20;

    private static final long MINUTE_MILLIS = 60_000;

    /** Charge points set their clocks at least so often (OCPP-J 1.6 §5.3). */
    private static final Duration SELDOM = Duration.ofDays(1);

    private final SessionId id;
    private final ChargePointId chargePointId;
    private final ChargePointOptions options;
    private final long order;
    private final AtomicBoolean superseded = new AtomicBoolean();
    private final String remoteAddress;
    private final Instant openedAt;
    private final SessionRegistry registry;
    private final Connection connection;
    private volatile boolean accepted;
    private volatile MessagePolicy messagePolicy;
    private volatile Hearing hearing = Hearing.UNCERTAIN;
    private volatile Duration heartbeatInterval = SELDOM;
    private volatile boolean unbooted;
    private final AtomicBoolean spokeUnbooted = new AtomicBoolean();
    private volatile boolean closing;
    private volatile long lastSeenMillis;

    /** What waits to be done; guarded by itself, as are the two fields that follow. */
    private final Deque<Runnable> work = new ArrayDeque<>(1);

    private boolean working;
    private boolean readingPaused;

    private final RecentAnswers recentAnswers;
    private volatile @Nullable OutboundCalls outboundCalls;

    private long malformedSinceMillis;
    private int malformed;

    /** Whoever asks whether the charge point is there waits for this. */
    private volatile @Nullable CompletableFuture<Boolean> signOfLife;

    Session(
            SessionId id,
            SessionAdmission admission,
            String remoteAddress,
            Instant openedAt,
            Connection connection,
            RecentAnswers recentAnswers,
            SessionRegistry registry) {
        this.id = id;
        this.chargePointId = admission.chargePointId();
        this.accepted = admission.accepted();
        this.messagePolicy = admission.messagePolicy();
        this.options = admission.options();
        this.order = admission.order();
        this.remoteAddress = remoteAddress;
        this.openedAt = openedAt;
        this.connection = connection;
        this.recentAnswers = recentAnswers;
        this.registry = registry;
        this.lastSeenMillis = openedAt.toEpochMilli();
    }

    public SessionId id() {
        return id;
    }

    /** In the spelling of its registration. */
    public ChargePointId chargePointId() {
        return chargePointId;
    }

    /** How its payloads are read. */
    public MessagePolicy messagePolicy() {
        return messagePolicy;
    }

    /** From its next message on. */
    public void messagePolicy(MessagePolicy policy) {
        messagePolicy = policy;
    }

    /** What it is excused from, for as long as the session lasts. */
    public ChargePointOptions options() {
        return options;
    }

    /** Whether it was admitted after another one of the same charge point. */
    boolean isLaterThan(Session other) {
        return order > other.order;
    }

    /** False if it has been superseded already: several notice, and it is to be counted once. */
    boolean supersede() {
        return superseded.compareAndSet(false, true);
    }

    /** IP address and port. */
    public String remoteAddress() {
        return remoteAddress;
    }

    /** Our clock. */
    public Instant openedAt() {
        return openedAt;
    }

    /** When anything at all came from the charge point; our clock. */
    public Instant lastSeenAt() {
        return Instant.ofEpochMilli(lastSeenMillis);
    }

    /** Whether the charge point may send what it wants: its last BootNotification was answered Accepted. */
    public boolean accepted() {
        return accepted;
    }

    public void accepted(boolean accepted) {
        this.accepted = accepted;
    }

    /** Whether the charge point is in a state to be asked for something (OCPP 1.6 §4.2). */
    private enum Hearing {
        /** It has not booted by this connection; perhaps it is about to. */
        UNCERTAIN,
        READY,
        TURNED_AWAY
    }

    /** How long it says nothing at most, as far as is known. */
    public Duration heartbeatInterval() {
        return heartbeatInterval;
    }

    /** @param interval as it was told; nothing if it was left to the charge point */
    public void heartbeatInterval(Duration interval) {
        heartbeatInterval = interval.isPositive() ? interval : SELDOM;
    }

    /** It is to be accepted as soon as it boots, and never has. */
    public void unbooted() {
        unbooted = true;
    }

    /** Whether it is to be accepted as soon as it boots, and never has: perhaps it did before another central system. */
    public boolean isUnbooted() {
        return unbooted;
    }

    /** It says something else than that it has booted, and never has. Whoever listens is told once. */
    public void spokeUnbooted() {
        if (spokeUnbooted.compareAndSet(false, true)) {
            registry.listeners().forEach(it -> it.spokeUnbooted(this));
        }
    }

    /** It may be asked for something although it has not booted, since it speaks. */
    public void mayBeCalledUnbooted() {
        if (hearing == Hearing.UNCERTAIN) {
            hearing = Hearing.READY;
        }
    }

    /** Its BootNotification has been answered, so that it hears us; or does not, where it was turned away. */
    public void booted(boolean hears) {
        unbooted = false;
        hearing = hears ? Hearing.READY : Hearing.TURNED_AWAY;
        registry.listeners().forEach(it -> it.booted(this));
    }

    /**
     * Whether it may be asked for something. One that was accepted before and has come back need not boot, but many do,
     * and do not like to be asked before.
     *
     * @param grace how long after its connection such a charge point has to begin with a BootNotification
     */
    public boolean mayBeCalled(Duration grace) {
        return !closing
                && switch (hearing) {
                    case READY -> true;
                    case TURNED_AWAY -> false;
                    case UNCERTAIN -> accepted && !registry.clock().instant().isBefore(openedAt.plus(grace));
                };
    }

    /**
     * Makes a call. Calls leave in the order in which they are made, each after the outcome of the one before, and none
     * while a call of the charge point is being handled: some cannot take one while they wait.
     *
     * @param messageId unique over all calls to this charge point; at most 36 printable ASCII characters
     * @param payload   a JSON object in UTF-8
     * @param timeout   for the answer, from the moment when the call leaves
     * @return never fails: that there is no answer is an outcome
     */
    public CompletionStage<CallOutcome> call(String messageId, String action, byte[] payload, Duration timeout) {
        OutboundCalls calls;
        synchronized (work) {
            calls = outboundCalls;
            if (calls == null) {
                calls = new OutboundCalls(connection, registry.metrics(), registry.timer());
                outboundCalls = calls;
            }
        }
        if (closing) {
            calls.close();
        }
        CompletionStage<CallOutcome> outcome = calls.add(MessageId.of(messageId), action, payload, timeout);
        if (isIdle()) {
            calls.sendNext();
        }
        return outcome;
    }

    /** As {@link #call(String, String, byte[], Duration)}, with a message id of no meaning. */
    public CompletionStage<CallOutcome> call(String action, byte[] payload, Duration timeout) {
        return call(MessageId.random().value(), action, payload, timeout);
    }

    /**
     * Ends it. What comes from the charge point from now on is not heard, what it has been asked has no outcome.
     *
     * @param code   RFC 6455 §7.4
     * @param reason for the charge point's log; at most 123 bytes in UTF-8
     */
    public void close(int code, String reason) {
        stopReceiving();
        loseOutboundCalls();
        connection.close(code, reason);
    }

    /** Puts on record what its charge point has done that it should not. */
    public void note(SecurityEvent event, String what) {
        registry.securityLog().note(event, chargePointId.value(), what);
    }

    /** Anything came from the charge point, be it a pong. */
    public void seen() {
        lastSeenMillis = registry.clock().millis();
    }

    /** It has answered a ping, or said something else that somebody who is about to leave does not say. */
    public void isThere() {
        CompletableFuture<Boolean> asked = signOfLife;
        if (asked != null) {
            asked.complete(true);
        }
    }

    /**
     * Whether the charge point shows within a while that it is there. One that is not to be pinged cannot be asked, and
     * counts as gone. Blocks.
     */
    public boolean showsLife(Duration within) {
        if (closing || options.noServerPing() || within.isZero()) {
            return false;
        }
        CompletableFuture<Boolean> sign =
                new CompletableFuture<Boolean>().completeOnTimeout(false, within.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (work) {
            CompletableFuture<Boolean> before = signOfLife;
            if (before != null) {
                sign.thenAccept(before::complete); // whoever has asked before hears of it too
            }
            signOfLife = sign;
        }
        connection.ping();
        return !closing && sign.join();
    }

    /**
     * Takes one message. For whoever carries the messages: one after another, and it does not block.
     *
     * @param message the text in UTF-8, not changed afterwards
     */
    public void receive(byte[] message) {
        Instant now = registry.clock().instant();
        lastSeenMillis = now.toEpochMilli();
        if (closing) {
            return;
        }
        isThere();
        registry.messageLog().seen(chargePointId, id, MessageLog.Direction.RECEIVED, message, now);
        switch (FrameCodec.read(message, now)) {
            case Frame.Understood(Call call) -> receive(call);
            case Frame.Understood(CallResult result) ->
                answered(result.messageId(), new CallOutcome.Confirmed(result.payload()));
            case Frame.Understood(CallError error) ->
                answered(error.messageId(), new CallOutcome.Refused(error.code(), error.description()));
            case Frame.Refused(CallError answer, Call refused) -> inOrder(() -> refuse(answer, refused));
            case Frame.Ignored() -> registry.metrics().inbound(Outcome.IGNORED);
            case Frame.Malformed malformed -> malformed(malformed, now);
        }
    }

    private void receive(Call call) {
        long startNanos = System.nanoTime();
        if (registry.handler().immediate(call.action()) && isIdle()) {
            answer(call, startNanos);
        } else {
            inOrder(() -> answer(call, startNanos));
        }
    }

    private void answer(Call call, long startNanos) {
        CallHandler handler = registry.handler();
        boolean repeatsAnswer = handler.repeatsAnswer(call.action());
        CallResult answerBefore = repeatsAnswer ? recentAnswers.find(call) : null;
        Answer answer = answerBefore == null ? handle(handler, call) : answerBefore;
        if (repeatsAnswer && answerBefore == null && answer instanceof CallResult result) {
            recentAnswers.keep(call, result); // errors are not kept: what was wrong may be right the next time
        }
        Outcome outcome =
                answerBefore != null ? Outcome.REPEATED : answer instanceof CallResult ? Outcome.RESULT : Outcome.ERROR;
        registry.metrics().inbound(call.action(), outcome, System.nanoTime() - startNanos);
        connection.send(FrameCodec.write(answer));
    }

    private Answer handle(CallHandler handler, Call call) {
        try {
            return handler.handle(this, call);
        } catch (RuntimeException | Error e) {
            log.error("{}: {} {} failed", chargePointId.value(), call.action(), call.messageId(), e);
            return call.error(ErrorCode.INTERNAL_ERROR, "failed for a reason of ours");
        }
    }

    private void refuse(CallError answer, @Nullable Call refused) {
        registry.metrics().inbound(Outcome.ERROR);
        if (refused != null) {
            keep(refused, answer.description());
        }
        connection.send(FrameCodec.write(answer));
    }

    private void keep(Call refused, String problem) {
        try {
            registry.handler().refused(this, refused, problem);
        } catch (RuntimeException | Error e) { // the charge point will send it again, some times
            log.error("{}: {} {} is lost", chargePointId.value(), refused.action(), refused.messageId(), e);
        }
    }

    /** In its turn: what the charge point says after its answer may be a consequence of what it has answered. */
    private void answered(MessageId messageId, CallOutcome outcome) {
        OutboundCalls calls = outboundCalls;
        Runnable tell = calls == null ? null : calls.answered(messageId, outcome);
        if (tell != null) {
            inOrder(tell);
            return;
        }
        registry.metrics().inbound(Outcome.UNMATCHED);
        if (calls != null && calls.answersLate(messageId)) {
            inOrder(() -> registry.handler().lateAnswer(this, messageId.value(), outcome));
        }
    }

    private void malformed(Frame.Malformed frame, Instant at) {
        registry.metrics().inbound(Outcome.MALFORMED);
        if (at.toEpochMilli() - malformedSinceMillis >= MINUTE_MILLIS) {
            malformedSinceMillis = at.toEpochMilli();
            malformed = 0;
        }
        malformed++;
        note(SecurityEvent.MALFORMED, frame.problem());
        MessageId answered = frame.answered();
        if (answered != null) {
            answered(answered, new CallOutcome.Unreadable(frame.problem()));
        }
        Call call = frame.call();
        if (call != null) {
            inOrder(() -> keep(call, frame.problem()));
        }
        if (malformed > TOO_MANY) {
            log.warn("{}: more than {} unreadable messages in a minute", chargePointId.value(), TOO_MANY);
            close(1008, "too many unreadable messages");
        }
    }

    /** Does something after everything that has been received so far, on a virtual thread. */
    public void inOrder(Runnable task) {
        boolean start;
        boolean full;
        synchronized (work) {
            work.add(task);
            start = !working;
            working = true;
            full = work.size() == FULL;
            readingPaused |= full;
        }
        if (start) {
            Thread.startVirtualThread(this::work);
        }
        if (full) {
            connection.pauseReading();
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
                sendNextCall();
            } catch (RuntimeException | Error e) { // what is still to come must not suffer
                log.error("{}: something was left undone", this, e);
            }
        }
        sendNextCall();
    }

    private @Nullable Runnable next() {
        Runnable task;
        boolean roomAgain;
        synchronized (work) {
            task = work.poll();
            working = task != null;
            roomAgain = readingPaused && work.size() <= ROOM_AGAIN;
            readingPaused &= !roomAgain;
        }
        if (roomAgain) {
            connection.resumeReading();
        }
        return task;
    }

    private boolean isIdle() {
        synchronized (work) {
            return !working;
        }
    }

    private void sendNextCall() {
        OutboundCalls calls = outboundCalls;
        if (calls != null) {
            calls.sendNext();
        }
    }

    /** The connection has ended. */
    public void disconnected() {
        stopReceiving();
        CompletableFuture<Boolean> asked = signOfLife;
        if (asked != null) {
            asked.complete(false);
        }
        registry.remove(this);
        loseOutboundCalls();
    }

    void stopReceiving() {
        closing = true;
    }

    private void loseOutboundCalls() {
        OutboundCalls calls = outboundCalls;
        if (calls != null) {
            calls.close();
        }
    }

    long lastSeenMillis() {
        return lastSeenMillis;
    }

    RecentAnswers recentAnswers() {
        return recentAnswers;
    }

    @Override
    public String toString() {
        return chargePointId.value() + " (session " + id + ")";
    }
}
