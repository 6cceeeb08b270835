package dev.csms.domain.diagnostics;

import dev.csms.domain.operation.OperationId;

/**
 * Identity of a diagnostics upload.
 *
 * @param value of the operation that asks for it
 */
public record DiagnosticsUploadId(String value) {

    static DiagnosticsUploadId of(OperationId operationId) {
        return new DiagnosticsUploadId(operationId.value());
    }

    /** The aggregate identifier. */
    @Override
    public String toString() {
        return "diagnostics-upload-" + value;
    }
}
