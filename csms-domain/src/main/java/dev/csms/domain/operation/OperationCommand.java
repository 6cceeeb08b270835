package dev.csms.domain.operation;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import java.time.Instant;
import java.util.Locale;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be done with operations. Times are ours. */
public sealed interface OperationCommand {

    ChargePointId chargePointId();

    /**
     * Asks for an operation. Asked again with the same id, it is the same operation. Answers {@link RequestAnswer}.
     *
     * @param deadline it is not sent later than this
     * @param force    although it looks wrong
     * @param reason   in the words of whoever asks
     * @param batchId  what it is part of, if it is
     * @param notBefore it is not sent earlier than this; null for as soon as can be
     * @param idempotencyKey by which asking again is the same operation, whatever its id
     */
    record RequestOperation(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            OperationId operationId,
            Request request,
            Delivery delivery,
            Instant deadline,
            boolean force,
            @Nullable String reason,
            @Nullable String batchId,
            Instant requestedAt,
            @Nullable Instant notBefore,
            @Nullable IdempotencyKey idempotencyKey)
            implements OperationCommand {

        /** As soon as can be, once for each id. */
        public RequestOperation(
                ChargePointId chargePointId,
                OperationId operationId,
                Request request,
                Delivery delivery,
                Instant deadline,
                boolean force,
                @Nullable String reason,
                @Nullable String batchId,
                Instant requestedAt) {
            this(
                    chargePointId,
                    operationId,
                    request,
                    delivery,
                    deadline,
                    force,
                    reason,
                    batchId,
                    requestedAt,
                    null,
                    null);
        }

        public RequestOperation {
            boolean secret = switch (request) {
                case Request.ChangeConfiguration change -> isSecret(change.key());
                case Request.Raw raw ->
                    raw.call().equals("ChangeConfiguration")
                            && raw.payload().toLowerCase(Locale.ROOT).contains(SECRET.toLowerCase(Locale.ROOT));
                default -> false;
            };
            if (secret) {
                throw new IllegalArgumentException(SECRET
                        + " is a secret: what is requested is on record, and so it cannot be requested this way; use"
                        + " rotateAuthorizationKey, or setAuthorizationKey for one that the charge point has");
            }
            boolean secretLocation = switch (request) {
                case Request.UpdateFirmware update -> FileLocation.hasUserInfo(update.location());
                case Request.SignedUpdateFirmware update -> FileLocation.hasUserInfo(update.location());
                case Request.GetDiagnostics get -> FileLocation.hasUserInfo(get.location());
                case Request.GetLog get -> FileLocation.hasUserInfo(get.remoteLocation());
                case Request.Raw raw -> FileLocation.hasUserInfo(raw.payload().replace("\\/", "/"));
                default -> false;
            };
            if (secretLocation) {
                throw new IllegalArgumentException(FileLocation.SECRET);
            }
            boolean privateKey = switch (request) {
                case Request.InstallCertificate install -> install.certificate().contains(PRIVATE_KEY);
                case Request.CertificateSigned signed ->
                    signed.certificateChain().contains(PRIVATE_KEY);
                case Request.Raw raw -> raw.payload().contains(PRIVATE_KEY);
                default -> false;
            };
            if (privateKey) {
                throw new IllegalArgumentException(
                        "there is a private key in it, which is a secret: no charge point is sent one");
            }
        }

        /** As PEM has it in the lines around it, whatever its kind. */
        private static final String PRIVATE_KEY = "PRIVATE KEY-----";

        private static final String SECRET = Request.ChangeConfiguration.AUTHORIZATION_KEY;

        private static boolean isSecret(String key) {
            return key.strip().equalsIgnoreCase(SECRET);
        }
    }

    /**
     * Asks whether a key has been used, without using it. Answers {@link RequestAnswer}, or null if it has not, or is
     * forgotten.
     */
    record RecallRequest(
            @TargetAggregateIdentifier ChargePointId chargePointId, IdempotencyKey idempotencyKey, Instant at)
            implements OperationCommand {}

    /**
     * Takes the next operation, to be sent at once: from now on it counts as sent. Answers {@link TakenOperation}, or
     * null if none waits or the session is no longer the charge point's.
     */
    record TakeOperation(@TargetAggregateIdentifier ChargePointId chargePointId, SessionId sessionId, Instant takenAt)
            implements OperationCommand {}

    /** Reports what became of an operation. After its outcome was declared unknown, this is a late answer. */
    record ConcludeOperation(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            OperationId operationId,
            Outcome outcome,
            Instant concludedAt)
            implements OperationCommand {}

    /** Gives up an operation that has not been sent. Answers whether it was still waiting. */
    record CancelOperation(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            OperationId operationId,
            @Nullable String reason,
            Instant cancelledAt)
            implements OperationCommand {}

    /** Gives up what has waited until its deadline, and what was sent by a session that is over and forgotten. */
    record GiveUpOperations(@TargetAggregateIdentifier ChargePointId chargePointId, Instant at)
            implements OperationCommand {}

    /** Reports what the charge point did because of an operation. */
    record ReportEffect(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            OperationId operationId,
            Effect effect,
            String reference,
            Instant seenAt)
            implements OperationCommand {}
}
