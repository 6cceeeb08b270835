package dev.csms.domain.chargepoint;

import dev.csms.domain.credential.Authentication;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What has happened to a charge point. Times named {@code …At} are ours unless they say otherwise. */
public sealed interface ChargePointEvent {

    ChargePointId chargePointId();

    /** The charge point is known from now on, in this spelling of its identity. */
    @Revision("1")
    record ChargePointRegistered(
            ChargePointId chargePointId,
            RegistrationStatus registration,
            RegistrationSource source,
            MessagePolicy messagePolicy,
            @Nullable Integer intervalSeconds)
            implements ChargePointEvent {}

    /** Its next BootNotification will be answered so. */
    @Revision("1")
    record RegistrationChanged(
            ChargePointId chargePointId,
            RegistrationStatus registration,
            @Nullable Integer intervalSeconds) implements ChargePointEvent {}

    /** Its payloads are read so from the next message on. */
    @Revision("1")
    record MessagePolicyChanged(ChargePointId chargePointId, MessagePolicy messagePolicy) implements ChargePointEvent {}

    /** It is excused from this, and from nothing else, from the next connection on. */
    @Revision("1")
    record ChargePointOptionsChanged(ChargePointId chargePointId, ChargePointOptions options)
            implements ChargePointEvent {}

    /** It belongs to this group from now on, or to none; people and programs can be limited to groups. */
    @Revision("1")
    record ChargePointGrouped(
            ChargePointId chargePointId, @Nullable String group) implements ChargePointEvent {}

    /**
     * It has connected.
     *
     * @param authentication by what it was let in; not in revision 1, when whoever knew the identity was. Whose its
     *                       certificate is, is known from revision 3 on
     */
    @Revision("3")
    record SessionOpened(
            ChargePointId chargePointId,
            SessionId sessionId,
            String node,
            String remoteAddress,
            Instant openedAt,
            @Nullable Authentication authentication)
            implements ChargePointEvent {}

    /** A newer connection of the same charge point has taken the place of this one, which is closed. */
    @Revision("1")
    record SessionSuperseded(
            ChargePointId chargePointId, SessionId sessionId, SessionId supersededBy, String node, Instant supersededAt)
            implements ChargePointEvent {}

    /** Its connection has ended; code 1006 where it broke. */
    @Revision("1")
    record SessionClosed(
            ChargePointId chargePointId, SessionId sessionId, int closeCode, String reason, Instant closedAt)
            implements ChargePointEvent {}

    /** It has sent a BootNotification, and was answered so. */
    @Revision("1")
    record ChargePointBooted(
            ChargePointId chargePointId,
            SessionId sessionId,
            BootData bootData,
            RegistrationStatus answered,
            int intervalSeconds,
            Instant receivedAt)
            implements ChargePointEvent {}

    /**
     * A connector, or the charge point itself on connector 0, has changed its state.
     *
     * @param previous absent for the first report of that connector
     * @param regular  whether the specification's table has this transition (OCPP 1.6 §4.9)
     */
    @Revision("1")
    record ConnectorStatusChanged(
            ChargePointId chargePointId,
            int connectorId,
            StatusReport report,
            @Nullable ChargePointStatus previous,
            boolean regular,
            Instant receivedAt)
            implements ChargePointEvent {}

    /**
     * A connector has said again in what state it is: what is reported of an earlier time is history from now on. On
     * record at most once a minute of its connector's time.
     *
     * @param reportedAt charge point clock; absent if it gave none
     */
    @Revision("1")
    record ConnectorStatusRepeated(
            ChargePointId chargePointId,
            int connectorId,
            @Nullable Instant reportedAt,
            Instant receivedAt) implements ChargePointEvent {}

    /** A state was reported after a newer one had been: it is history and changes nothing. */
    @Revision("1")
    record OutdatedConnectorStatusReported(
            ChargePointId chargePointId, int connectorId, StatusReport report, Instant receivedAt)
            implements ChargePointEvent {}

    /** A connector number was reported that no charge point of this kind can have; it is answered and not kept as one. */
    @Revision("1")
    record UnexpectedConnectorReported(
            ChargePointId chargePointId, int connectorId, StatusReport report, Instant receivedAt)
            implements ChargePointEvent {}

    /** Progress of a diagnostics upload. */
    @Revision("1")
    record DiagnosticsStatusReported(ChargePointId chargePointId, DiagnosticsStatus status, Instant receivedAt)
            implements ChargePointEvent {}

    /** Progress of a firmware installation. */
    @Revision("1")
    record FirmwareStatusReported(ChargePointId chargePointId, FirmwareStatus status, Instant receivedAt)
            implements ChargePointEvent {}

    /**
     * A vendor-specific message has come, and was answered so.
     *
     * @param answerData what was answered beside the status; not in revision 1, when there never was any
     */
    @Revision("2")
    record DataTransferReceived(
            ChargePointId chargePointId,
            String vendorId,
            @Nullable String messageId,
            @Nullable String data,
            DataTransferStatus answered,
            @Nullable String answerData,
            Instant receivedAt)
            implements ChargePointEvent {}

    /**
     * A transaction has started on a connector.
     *
     * @param startedAt  charge point clock where that can be believed, else ours
     * @param startKey   what the StartTransaction said, to know it again when it is resent
     * @param receivedAt when we heard of it; not in revision 1
     */
    @Revision("2")
    record ConnectorOccupied(
            ChargePointId chargePointId,
            int connectorId,
            TransactionId transactionId,
            Instant startedAt,
            String startKey,
            @Nullable Instant receivedAt)
            implements ChargePointEvent {}

    /**
     * A StopTransaction fits no transaction that is known; its start may still come. It stands in its own history.
     *
     * @param stoppedAt charge point clock where that can be believed, else ours
     */
    @Revision("1")
    record StopSetAside(ChargePointId chargePointId, String stopKey, Instant stoppedAt) implements ChargePointEvent {}

    /** The start of the transaction that it is of has come. */
    @Revision("1")
    record StopTakenUp(ChargePointId chargePointId, String stopKey, TransactionId transactionId)
            implements ChargePointEvent {}

    /** A transaction on a connector is over. */
    @Revision("1")
    record ConnectorReleased(ChargePointId chargePointId, int connectorId, TransactionId transactionId)
            implements ChargePointEvent {}
}
