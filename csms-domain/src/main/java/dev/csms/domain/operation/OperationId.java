package dev.csms.domain.operation;

import java.util.UUID;

/**
 * Identity of an operation, and the message id of its CALL (OCPP-J 1.6 §4.1.4).
 *
 * @param value 1 to 36 characters
 */
public record OperationId(String value) {

    public static final int MAX_LENGTH = 36;

    public OperationId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an operation id has 1 to " + MAX_LENGTH + " characters");
        }
    }

    public static OperationId random() {
        return new OperationId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
