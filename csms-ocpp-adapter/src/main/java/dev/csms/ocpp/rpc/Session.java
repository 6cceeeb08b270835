package dev.csms.ocpp.rpc;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One connection of one charge point. */
public final class Session {

    private final SessionId id;
    private final ChargePointId chargePointId;
    private final MessagePolicy messagePolicy;
    private final String remoteAddress;
    private final Instant openedAt;
    private volatile boolean accepted;

    Session(
            SessionId id,
            ChargePointId chargePointId,
            boolean accepted,
            MessagePolicy messagePolicy,
            String remoteAddress,
            Instant openedAt) {
        this.id = id;
        this.chargePointId = chargePointId;
        this.accepted = accepted;
        this.messagePolicy = messagePolicy;
        this.remoteAddress = remoteAddress;
        this.openedAt = openedAt;
    }

    public SessionId id() {
        return id;
    }

    /** In the spelling of its registration. */
    public ChargePointId chargePointId() {
        return chargePointId;
    }

    /** How its payloads are read, for as long as the session lasts. */
    public MessagePolicy messagePolicy() {
        return messagePolicy;
    }

    /** IP address and port. */
    public String remoteAddress() {
        return remoteAddress;
    }

    /** Our clock. */
    public Instant openedAt() {
        return openedAt;
    }

    /** Whether the charge point may send what it wants: its last BootNotification was answered Accepted. */
    public boolean accepted() {
        return accepted;
    }

    public void accepted(boolean accepted) {
        this.accepted = accepted;
    }

    /**
     * Makes a call. Calls leave in the order in which they are made, each after the outcome of the one before.
     *
     * @param messageId unique over all calls to this charge point, at most 36 characters
     * @param payload   a JSON object in UTF-8
     * @param timeout   for the answer, from the moment when the call leaves
     * @return never fails: that there is no answer is an outcome
     */
    public CompletionStage<CallOutcome> call(String messageId, String action, byte[] payload, Duration timeout) {
        return CompletableFuture.completedFuture(new CallOutcome.NotSent());
    }

    /** @param code RFC 6455 §7.4 */
    public void close(int code, String reason) {}
}
