package dev.csms.app.eventstore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node has begun lately: the keys of first events. Charge points repeat what they were not seen to be answered,
 * mostly soon; whoever is remembered here needs no failing statement to be told that it is there already. The unique key
 * of the log remains the judge of all others. For one thread.
 */
final class RecentBeginnings {

    /** Some 4 MB; at 500 messages a second half a minute. */
    private static final int REMEMBERED = 16_384;

    private final Map<NewEvent.Key, Boolean> keys = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<NewEvent.Key, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The events are durable. */
    void add(List<NewEvent> stored) {
        for (NewEvent event : stored) {
            NewEvent.Key key = event.key();
            if (key != null && key.sequence() == 0) {
                keys.put(key, Boolean.TRUE);
            }
        }
    }

    /** The first of the events that is there already; null if none is known to be. */
    @Nullable
    NewEvent firstIn(List<NewEvent> events) {
        for (NewEvent event : events) {
            if (event.sequence() == 0 && keys.containsKey(event.key())) {
                return event;
            }
        }
        return null;
    }

    /** The log is not the one that was known. */
    void clear() {
        keys.clear();
    }
}
