package dev.csms.domain.diagnostics;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.LogStatus;
import dev.csms.domain.operation.LogType;
import dev.csms.domain.operation.Unknown;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What has become of one diagnostics upload. Times named {@code …At} are ours. */
public sealed interface DiagnosticsUploadEvent {

    DiagnosticsUploadId diagnosticsUploadId();

    ChargePointId chargePointId();

    /**
     * The operation of the same id has been requested.
     *
     * @param location      URI of a directory, or {@code csms:diagnostics/…} where it is to be left with us
     * @param retryInterval seconds
     * @param startTime     of the earliest that is asked for
     * @param stopTime      of the latest that is asked for
     * @param logType       absent for what GetDiagnostics asks for, which does not say what it is
     * @param requestId     by which the charge point reports of it, if it was asked by GetLog; neither this nor
     *                      {@code logType} is in revision 1
     * @param replaces      the upload that this one takes the place of once the charge point has accepted it
     */
    @Revision("2")
    record DiagnosticsUploadRequested(
            DiagnosticsUploadId diagnosticsUploadId,
            ChargePointId chargePointId,
            String location,
            @Nullable Integer retries,
            @Nullable Integer retryInterval,
            @Nullable Instant startTime,
            @Nullable Instant stopTime,
            @Nullable LogType logType,
            @Nullable Integer requestId,
            @Nullable DiagnosticsUploadId replaces,
            Instant requestedAt)
            implements DiagnosticsUploadEvent {}

    /**
     * The charge point has taken it on.
     *
     * @param fileName of what it is going to upload
     */
    @Revision("1")
    record DiagnosticsUploadAccepted(
            DiagnosticsUploadId diagnosticsUploadId, ChargePointId chargePointId, String fileName, Instant acceptedAt)
            implements DiagnosticsUploadEvent {}

    /** The charge point has named no file, which says that it has nothing to upload (OCPP 1.6 §5.9). */
    @Revision("1")
    record NoDiagnosticsAvailable(
            DiagnosticsUploadId diagnosticsUploadId, ChargePointId chargePointId, Instant answeredAt)
            implements DiagnosticsUploadEvent {}

    /**
     * The charge point has refused it.
     *
     * @param errorCode of the CALLERROR, or the status that GetLog was answered with
     */
    @Revision("1")
    record DiagnosticsUploadRefused(
            DiagnosticsUploadId diagnosticsUploadId,
            ChargePointId chargePointId,
            String errorCode,
            String description,
            Instant refusedAt)
            implements DiagnosticsUploadEvent {}

    /** It was sent and not answered: the charge point may go about it, or not. */
    @Revision("1")
    record DiagnosticsUploadUnconfirmed(
            DiagnosticsUploadId diagnosticsUploadId, ChargePointId chargePointId, Unknown cause, Instant at)
            implements DiagnosticsUploadEvent {}

    /** It was never sent. */
    @Revision("1")
    record DiagnosticsUploadAbandoned(
            DiagnosticsUploadId diagnosticsUploadId, ChargePointId chargePointId, Instant abandonedAt)
            implements DiagnosticsUploadEvent {}

    /** The charge point has reported a state that is neither a success nor a failure. */
    @Revision("1")
    record DiagnosticsUploadProgressed(
            DiagnosticsUploadId diagnosticsUploadId,
            ChargePointId chargePointId,
            DiagnosticsStatus status,
            Instant receivedAt)
            implements DiagnosticsUploadEvent {}

    /** The charge point has reported that the diagnostics are uploaded. */
    @Revision("1")
    record DiagnosticsUploaded(DiagnosticsUploadId diagnosticsUploadId, ChargePointId chargePointId, Instant receivedAt)
            implements DiagnosticsUploadEvent {}

    /**
     * The charge point has reported that it could not upload them. It may try again by itself.
     *
     * @param reason where it was asked by GetLog; not in revision 1
     */
    @Revision("2")
    record DiagnosticsUploadFailed(
            DiagnosticsUploadId diagnosticsUploadId,
            ChargePointId chargePointId,
            @Nullable LogStatus reason,
            Instant receivedAt)
            implements DiagnosticsUploadEvent {}

    /** A file has been left with us. */
    @Revision("1")
    record DiagnosticsFileReceived(
            DiagnosticsUploadId diagnosticsUploadId,
            ChargePointId chargePointId,
            DiagnosticsFile file,
            Instant receivedAt)
            implements DiagnosticsUploadEvent {}

    /** The charge point has accepted another upload before it was done with this one. */
    @Revision("1")
    record DiagnosticsUploadSuperseded(
            DiagnosticsUploadId diagnosticsUploadId,
            ChargePointId chargePointId,
            DiagnosticsUploadId supersededBy,
            Instant supersededAt)
            implements DiagnosticsUploadEvent {}
}
