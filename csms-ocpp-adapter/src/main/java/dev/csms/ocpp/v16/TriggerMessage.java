package dev.csms.ocpp.v16;

import dev.csms.domain.operation.MessageTrigger;
import org.jspecify.annotations.Nullable;

/** TriggerMessage: asks for a message (OCPP 1.6 §5.17). */
interface TriggerMessage {

    /**
     * TriggerMessage.req (§6.51).
     *
     * @param connectorId absent for all that the message can concern
     */
    record Request(
            MessageTrigger requestedMessage,
            @Min(0) @Nullable Integer connectorId) {}

    /** TriggerMessage.conf (§6.52). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED,
        NOT_IMPLEMENTED
    }
}
