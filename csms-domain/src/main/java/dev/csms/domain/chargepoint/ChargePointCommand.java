package dev.csms.domain.chargepoint;

import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.KeyVerifier;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.domain.person.Groups;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a charge point's record. Times named {@code …At} are ours unless they say otherwise. */
public sealed interface ChargePointCommand {

    ChargePointId chargePointId();

    /**
     * Answers true if it was registered by this, false if it had been registered before (and then changes nothing).
     *
     * @param intervalSeconds see {@link BootAnswer}; absent for the installation's default
     * @param verifier        of its AuthorizationKey, which was generated for it; absent if it has none yet
     */
    record RegisterChargePoint(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            RegistrationStatus registration,
            RegistrationSource source,
            MessagePolicy messagePolicy,
            @Nullable Integer intervalSeconds,
            SecurityProfile securityProfile,
            @Nullable KeyVerifier verifier)
            implements ChargePointCommand {

        /** One that proves nothing when it connects. */
        public RegisterChargePoint(
                ChargePointId chargePointId,
                RegistrationStatus registration,
                RegistrationSource source,
                MessagePolicy messagePolicy,
                @Nullable Integer intervalSeconds) {
            this(chargePointId, registration, source, messagePolicy, intervalSeconds, SecurityProfile.UNSECURED, null);
        }
    }

    /** Decides how the next BootNotification is answered; what runs goes on. */
    record SetRegistration(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            RegistrationStatus registration,
            @Nullable Integer intervalSeconds)
            implements ChargePointCommand {}

    /** Decides how payloads are read from the next message on. */
    record SetMessagePolicy(@TargetAggregateIdentifier ChargePointId chargePointId, MessagePolicy messagePolicy)
            implements ChargePointCommand {}

    /** Decides what it is excused from, from the next connection on. */
    record SetOptions(@TargetAggregateIdentifier ChargePointId chargePointId, ChargePointOptions options)
            implements ChargePointCommand {}

    /** @param group such as a site; absent to take it out of its group */
    record SetGroup(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            @Nullable String group) implements ChargePointCommand {

        public SetGroup {
            group = group == null ? null : Groups.checked(group);
        }
    }

    /**
     * Somebody is at the door who cannot be let in as he is. Answers {@link SessionAdmission} and changes nothing; fails
     * as {@link OpenSession} does for an unknown charge point.
     */
    record RecognizeChargePoint(@TargetAggregateIdentifier ChargePointId chargePointId) implements ChargePointCommand {}

    /**
     * A connection is about to be accepted. Answers {@link SessionAdmission}, or null if what the charge point has proved
     * itself by is good no more; fails with Axon's {@code AggregateNotFoundException} for an unknown charge point.
     *
     * @param verifier that its key fitted; absent where no key was needed
     */
    record OpenSession(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            SessionId sessionId,
            String node,
            String remoteAddress,
            Instant openedAt,
            Authentication authentication,
            @Nullable KeyVerifier verifier)
            implements ChargePointCommand {

        /** Of one that has proved nothing. */
        public OpenSession(
                ChargePointId chargePointId, SessionId sessionId, String node, String remoteAddress, Instant openedAt) {
            this(chargePointId, sessionId, node, remoteAddress, openedAt, Authentication.NONE, null);
        }
    }

    /** @param closeCode WebSocket close code (RFC 6455 §7.4); 1006 if the connection broke */
    record CloseSession(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            SessionId sessionId,
            int closeCode,
            String reason,
            Instant closedAt)
            implements ChargePointCommand {}

    /**
     * BootNotification (OCPP 1.6 §4.2). Answers {@link BootAnswer}.
     *
     * @param heartbeatIntervalSeconds installation's default when accepted
     * @param retryIntervalSeconds     installation's default when not
     */
    record Boot(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            SessionId sessionId,
            BootData bootData,
            int heartbeatIntervalSeconds,
            int retryIntervalSeconds,
            Instant receivedAt)
            implements ChargePointCommand {}

    /** StatusNotification (OCPP 1.6 §4.9), of any connector number, known or not. */
    record ReportStatus(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            int connectorId,
            StatusReport report,
            Instant receivedAt)
            implements ChargePointCommand {}

    /** DiagnosticsStatusNotification (OCPP 1.6 §4.4). */
    record ReportDiagnosticsStatus(
            @TargetAggregateIdentifier ChargePointId chargePointId, DiagnosticsStatus status, Instant receivedAt)
            implements ChargePointCommand {}

    /** FirmwareStatusNotification (OCPP 1.6 §4.5). */
    record ReportFirmwareStatus(
            @TargetAggregateIdentifier ChargePointId chargePointId, FirmwareStatus status, Instant receivedAt)
            implements ChargePointCommand {}

    /**
     * LogStatusNotification (security whitepaper, N01).
     *
     * @param requestId of the GetLog that it is about; may be absent if nothing goes on
     */
    record ReportLogStatus(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            LogStatus status,
            @Nullable Integer requestId,
            Instant receivedAt)
            implements ChargePointCommand {}

    /**
     * SignedFirmwareStatusNotification (security whitepaper, L01).
     *
     * @param requestId of the SignedUpdateFirmware that it is about; may be absent if nothing goes on
     */
    record ReportSignedFirmwareStatus(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            FirmwareStatus status,
            @Nullable Integer requestId,
            Instant receivedAt)
            implements ChargePointCommand {}

    /** DataTransfer from the charge point, and how it is answered (OCPP 1.6 §4.3). */
    record TransferData(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            String vendorId,
            @Nullable String messageId,
            @Nullable String data,
            DataTransferAnswer answer,
            Instant receivedAt)
            implements ChargePointCommand {}
}
