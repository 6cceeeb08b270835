package dev.csms.ocpp.websocket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.rpc.SessionRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slows down connections that take each other's place, which two devices with one identity do as fast as they can: of
 * such an identity one connection is let in, and the next only some time later.
 *
 * <p>The time is counted from the connection before and not from the arrival, so that a charge point that gives up and
 * tries again gets in all the same. One waits for each identity, the newest. Nobody waits, or has others wait, who
 * would not be let in.
 */
final class Turns {

    private static final int MAX_RECENT = 100_000;

    private final SessionRegistry sessions;
    private final Map<ChargePointId, Handshake> waiting = new ConcurrentHashMap<>();
    private final Cache<ChargePointId, Boolean> recent;

    /** @param apart 0 if everybody is let in at once */
    Turns(SessionRegistry sessions, Duration apart) {
        this.sessions = sessions;
        this.recent = Caffeine.newBuilder()
                .expireAfterWrite(apart)
                .maximumSize(MAX_RECENT)
                .build();
    }

    /** Whether those who come as this one have to take turns. */
    boolean areTaken(ChargePointId identity) {
        return sessions.isFlapping(identity);
    }

    /** Whether one that has proved who it is may come in now. If so, the next has to wait. */
    boolean take(ChargePointId identity) {
        return !areTaken(identity) || recent.asMap().putIfAbsent(identity, true) == null;
    }

    /** It has been let in; should turns be taken from now on, the next has to wait. */
    void came(ChargePointId identity) {
        recent.put(identity, true);
    }

    /** Waits from now on; who waited before for the same identity gives way. */
    void await(ChargePointId identity, Handshake newest) {
        Handshake before = waiting.put(identity, newest);
        if (before != null) {
            before.giveWay();
        }
    }

    void leave(ChargePointId identity, Handshake handshake) {
        waiting.remove(identity, handshake);
    }
}
