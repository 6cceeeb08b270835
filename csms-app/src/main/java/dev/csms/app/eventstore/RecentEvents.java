package dev.csms.app.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The events that this node appended last, as they were before they became JSON. Readers at the end of the log are
 * served from here and cost the database nothing.
 */
final class RecentEvents {

    private static final int CAPACITY = 16_384;

    private final AtomicReferenceArray<@Nullable TrackedEventMessage<?>> ring = new AtomicReferenceArray<>(CAPACITY);

    /** @param base number of the event before the first of these */
    void add(long base, List<NewEvent> events) {
        long index = base;
        for (NewEvent event : events) {
            index++;
            ring.set(slot(index), tracked(event.message(), index));
        }
    }

    private static TrackedEventMessage<?> tracked(EventMessage<?> message, long index) {
        return EventUtils.asTrackedEventMessage(message, new GlobalSequenceTrackingToken(index));
    }

    /** The events that follow a position without a gap; none if the next one is not here. */
    List<TrackedEventMessage<?>> after(long position, int limit) {
        List<TrackedEventMessage<?>> found = new ArrayList<>();
        for (long index = position + 1; found.size() < limit; index++) {
            TrackedEventMessage<?> event = ring.get(slot(index));
            if (event == null || ((GlobalSequenceTrackingToken) event.trackingToken()).getGlobalIndex() != index) {
                break;
            }
            found.add(event);
        }
        return found;
    }

    void clear() {
        for (int slot = 0; slot < CAPACITY; slot++) {
            ring.set(slot, null);
        }
    }

    private static int slot(long index) {
        return (int) (index % CAPACITY);
    }
}
