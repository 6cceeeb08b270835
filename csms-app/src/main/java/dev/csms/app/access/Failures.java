package dev.csms.app.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.ocpp.websocket.SourceNetwork;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins that failed lately. Counted by address and by name at an address: whoever fails too often waits, and nobody
 * can lock somebody else out from elsewhere. An attempt counts as failed until it has not, so that many at once are no
 * more than many in a row.
 */
final class Failures {

    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final int MOST_OF_A_NAME = 10;
    private static final int MOST_OF_AN_ADDRESS = 50;

    private final Cache<Place, AtomicInteger> counts =
            Caffeine.newBuilder().expireAfterWrite(MEMORY).maximumSize(100_000).build();

    /** @param name absent for all names */
    private record Place(SourceNetwork source, @Nullable String name) {}

    /** An attempt that counts as failed. */
    record Attempt(AtomicInteger ofName, AtomicInteger ofAddress) {

        /** It has not failed. */
        void takeBack() {
            ofName.decrementAndGet();
            ofAddress.decrementAndGet();
        }
    }

    /** Absent if there have been too many. */
    @Nullable
    Attempt attempt(String name, String address) {
        SourceNetwork source = SourceNetwork.of(address);
        Attempt attempt = new Attempt(count(new Place(source, name)), count(new Place(source, null)));
        boolean tooMany = attempt.ofName().incrementAndGet() > MOST_OF_A_NAME
                | attempt.ofAddress().incrementAndGet() > MOST_OF_AN_ADDRESS;
        if (tooMany) {
            attempt.takeBack();
            return null;
        }
        return attempt;
    }

    private AtomicInteger count(Place place) {
        return counts.get(place, _ -> new AtomicInteger());
    }
}
