package dev.csms.domain.chargepoint;

/** Progress of a log upload (OCPP 1.6 security whitepaper, UploadLogStatusEnumType). */
public enum LogStatus {
    BAD_MESSAGE,
    IDLE,
    NOT_SUPPORTED_OPERATION,
    PERMISSION_DENIED,
    UPLOADED,
    UPLOAD_FAILURE,
    UPLOADING;

    /** The same in the words for diagnostics, which have one for all failures. */
    public DiagnosticsStatus progress() {
        return switch (this) {
            case IDLE -> DiagnosticsStatus.IDLE;
            case UPLOADING -> DiagnosticsStatus.UPLOADING;
            case UPLOADED -> DiagnosticsStatus.UPLOADED;
            case BAD_MESSAGE, NOT_SUPPORTED_OPERATION, PERMISSION_DENIED, UPLOAD_FAILURE ->
                DiagnosticsStatus.UPLOAD_FAILED;
        };
    }
}
