package dev.csms.domain.firmware;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.operation.Unknown;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What has become of one firmware update. Times named {@code …At} are ours. */
public sealed interface FirmwareUpdateEvent {

    FirmwareUpdateId firmwareUpdateId();

    ChargePointId chargePointId();

    /**
     * The operation of the same id has been requested.
     *
     * @param location      URI of the firmware, or {@code csms:firmware/…} for an image of ours
     * @param retrieveDate  when the charge point is to begin
     * @param retryInterval seconds
     * @param installDate   when it is to install; absent for at once
     * @param requestId     by which the charge point reports of it where the firmware is signed; neither this nor
     *                      {@code installDate} is in revision 1
     * @param replaces      the update that this one takes the place of once the charge point has accepted it
     */
    @Revision("2")
    record FirmwareUpdateRequested(
            FirmwareUpdateId firmwareUpdateId,
            ChargePointId chargePointId,
            String location,
            Instant retrieveDate,
            @Nullable Integer retries,
            @Nullable Integer retryInterval,
            @Nullable Instant installDate,
            @Nullable Integer requestId,
            @Nullable FirmwareUpdateId replaces,
            Instant requestedAt)
            implements FirmwareUpdateEvent {}

    /** The charge point has taken it on. */
    @Revision("1")
    record FirmwareUpdateAccepted(FirmwareUpdateId firmwareUpdateId, ChargePointId chargePointId, Instant acceptedAt)
            implements FirmwareUpdateEvent {}

    /**
     * The charge point has refused it.
     *
     * @param errorCode of the CALLERROR; where the firmware is signed, perhaps the status instead
     */
    @Revision("1")
    record FirmwareUpdateRefused(
            FirmwareUpdateId firmwareUpdateId,
            ChargePointId chargePointId,
            String errorCode,
            String description,
            Instant refusedAt)
            implements FirmwareUpdateEvent {}

    /** It was sent and not answered: the charge point may go about it, or not. */
    @Revision("1")
    record FirmwareUpdateUnconfirmed(
            FirmwareUpdateId firmwareUpdateId, ChargePointId chargePointId, Unknown cause, Instant at)
            implements FirmwareUpdateEvent {}

    /** It was never sent. */
    @Revision("1")
    record FirmwareUpdateAbandoned(FirmwareUpdateId firmwareUpdateId, ChargePointId chargePointId, Instant abandonedAt)
            implements FirmwareUpdateEvent {}

    /** The charge point has reported a state that is neither a success nor a failure. */
    @Revision("1")
    record FirmwareUpdateProgressed(
            FirmwareUpdateId firmwareUpdateId, ChargePointId chargePointId, FirmwareStatus status, Instant receivedAt)
            implements FirmwareUpdateEvent {}

    /** The charge point has reported that the firmware is installed. */
    @Revision("1")
    record FirmwareInstalled(FirmwareUpdateId firmwareUpdateId, ChargePointId chargePointId, Instant receivedAt)
            implements FirmwareUpdateEvent {}

    /**
     * The charge point has reported that it could not fetch or install the firmware. It may try again by itself.
     *
     * @param status which of the two
     */
    @Revision("1")
    record FirmwareUpdateFailed(
            FirmwareUpdateId firmwareUpdateId, ChargePointId chargePointId, FirmwareStatus status, Instant receivedAt)
            implements FirmwareUpdateEvent {}

    /** The charge point has accepted another update before it was done with this one. */
    @Revision("1")
    record FirmwareUpdateSuperseded(
            FirmwareUpdateId firmwareUpdateId,
            ChargePointId chargePointId,
            FirmwareUpdateId supersededBy,
            Instant supersededAt)
            implements FirmwareUpdateEvent {}
}
