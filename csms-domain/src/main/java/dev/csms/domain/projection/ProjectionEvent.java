package dev.csms.domain.projection;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What has been decided about the tables that are made of events. */
public sealed interface ProjectionEvent {

    /**
     * They are to be made anew of all events. What comes of it is no event: nothing is decided by it.
     *
     * @param projection such as {@code transactions}
     * @param reason     as whoever asked for it says; absent if nothing was said
     */
    @Revision("1")
    record ProjectionRebuildRequested(
            String projection, @Nullable String reason) implements ProjectionEvent {}
}
