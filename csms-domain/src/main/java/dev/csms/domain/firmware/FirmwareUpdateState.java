package dev.csms.domain.firmware;

import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareInstalled;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAbandoned;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAccepted;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateFailed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateProgressed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRefused;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateSuperseded;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateUnconfirmed;

/** How far a firmware update is. */
public enum FirmwareUpdateState {
    REQUESTED,
    ACCEPTED,
    /** Sent and not answered. */
    UNKNOWN,
    UNDER_WAY,
    INSTALLED,
    FAILED,
    REFUSED,
    ABANDONED,
    SUPERSEDED;

    /** Whether more is to come. */
    public boolean isOpen() {
        return switch (this) {
            case REQUESTED, ACCEPTED, UNKNOWN, UNDER_WAY -> true;
            case INSTALLED, FAILED, REFUSED, ABANDONED, SUPERSEDED -> false;
        };
    }

    /** A charge point may well report progress before it answers: what has been seen outweighs the answer. */
    public FirmwareUpdateState after(FirmwareUpdateEvent event) {
        return switch (event) {
            case FirmwareUpdateRequested _ -> REQUESTED;
            case FirmwareUpdateAccepted _ -> this == REQUESTED ? ACCEPTED : this;
            case FirmwareUpdateUnconfirmed _ -> this == REQUESTED ? UNKNOWN : this;
            case FirmwareUpdateRefused _ -> REFUSED;
            case FirmwareUpdateAbandoned _ -> ABANDONED;
            case FirmwareUpdateProgressed progress -> progress.status() == FirmwareStatus.IDLE ? this : UNDER_WAY;
            case FirmwareInstalled _ -> INSTALLED;
            case FirmwareUpdateFailed _ -> FAILED;
            case FirmwareUpdateSuperseded _ -> SUPERSEDED;
        };
    }
}
