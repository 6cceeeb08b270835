package dev.csms.ocpp.v16;

import dev.csms.domain.operation.ExtendedMessageTrigger;
import org.jspecify.annotations.Nullable;

/** ExtendedTriggerMessage: asks for a message, those of the security extension too (security whitepaper, A02). */
interface ExtendedTriggerMessage {

    /**
     * ExtendedTriggerMessage.req
     *
     * @param connectorId absent for all that the message can concern
     */
    record Request(
            ExtendedMessageTrigger requestedMessage,
            @Min(0) @Nullable Integer connectorId) {}

    /** ExtendedTriggerMessage.conf */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED,
        NOT_IMPLEMENTED
    }
}
