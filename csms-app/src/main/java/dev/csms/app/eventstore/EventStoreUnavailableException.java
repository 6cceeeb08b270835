package dev.csms.app.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/** The database could not be reached, or would not take events, for as long as a command may wait. */
public class EventStoreUnavailableException extends EventStoreException {

    EventStoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
