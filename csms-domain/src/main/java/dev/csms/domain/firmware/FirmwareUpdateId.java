package dev.csms.domain.firmware;

import dev.csms.domain.operation.OperationId;

/**
 * Identity of a firmware update.
 *
 * @param value of the operation that asks for it
 */
public record FirmwareUpdateId(String value) {

    static FirmwareUpdateId of(OperationId operationId) {
        return new FirmwareUpdateId(operationId.value());
    }

    /** The aggregate identifier. */
    @Override
    public String toString() {
        return "firmware-update-" + value;
    }
}
