package dev.csms.domain.diagnostics;

import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsFileReceived;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadAbandoned;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadAccepted;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadFailed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadProgressed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRefused;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRequested;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadSuperseded;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadUnconfirmed;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploaded;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.NoDiagnosticsAvailable;

/** How far a diagnostics upload is. */
public enum DiagnosticsUploadState {
    REQUESTED,
    ACCEPTED,
    /** Sent and not answered. */
    UNKNOWN,
    UNDER_WAY,
    UPLOADED,
    FAILED,
    /** The charge point named no file. */
    NOTHING_TO_UPLOAD,
    REFUSED,
    ABANDONED,
    SUPERSEDED;

    /** Whether more is to come. */
    public boolean isOpen() {
        return switch (this) {
            case REQUESTED, ACCEPTED, UNKNOWN, UNDER_WAY -> true;
            case UPLOADED, FAILED, NOTHING_TO_UPLOAD, REFUSED, ABANDONED, SUPERSEDED -> false;
        };
    }

    /**
     * A charge point may well report progress before it answers: what has been seen outweighs the answer. A file that
     * came says nothing of whether it was the last one.
     */
    public DiagnosticsUploadState after(DiagnosticsUploadEvent event) {
        return switch (event) {
            case DiagnosticsUploadRequested _ -> REQUESTED;
            case DiagnosticsUploadAccepted _ -> this == REQUESTED ? ACCEPTED : this;
            case NoDiagnosticsAvailable _ -> this == REQUESTED ? NOTHING_TO_UPLOAD : this;
            case DiagnosticsUploadUnconfirmed _ -> this == REQUESTED ? UNKNOWN : this;
            case DiagnosticsUploadRefused _ -> REFUSED;
            case DiagnosticsUploadAbandoned _ -> ABANDONED;
            case DiagnosticsUploadProgressed progress -> progress.status() == DiagnosticsStatus.IDLE ? this : UNDER_WAY;
            case DiagnosticsUploaded _ -> UPLOADED;
            case DiagnosticsUploadFailed _ -> FAILED;
            case DiagnosticsFileReceived _ -> this;
            case DiagnosticsUploadSuperseded _ -> SUPERSEDED;
        };
    }
}
