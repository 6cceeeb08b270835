package dev.csms.ocpp.websocket;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Connections that are no WebSockets yet, of each address. They cost memory and prove nothing. */
final class Arrivals {

    private final int mostOfOne;
    private final ConcurrentMap<SourceNetwork, Integer> arriving = new ConcurrentHashMap<>();

    /** @param mostOfOne 0 for any number */
    Arrivals(int mostOfOne) {
        this.mostOfOne = mostOfOne;
    }

    /** True must be followed by {@link #leave}, once. */
    boolean enter(InetAddress source) {
        if (mostOfOne == 0) {
            return true;
        }
        int now = arriving.merge(SourceNetwork.of(source), 1, Integer::sum);
        if (now > mostOfOne) {
            leave(source);
            return false;
        }
        return true;
    }

    void leave(InetAddress source) {
        if (mostOfOne > 0) {
            arriving.computeIfPresent(SourceNetwork.of(source), (_, now) -> now > 1 ? now - 1 : null);
        }
    }
}
