package dev.csms.app.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/** The event store could not be reached, or would not take events, for as long as a command may wait. */
public class EventStoreUnavailableException extends EventStoreException {

    public EventStoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** It is no fault of the program's, and every command meets it for as long as it lasts: the message says all. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
