package dev.csms.ocpp.websocket;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Connections that are no WebSockets yet, of each address. They cost memory and prove nothing. */
final class Arrivals {

    private static final int IPV6_NETWORK_BYTES = 8; // one subscriber has at least a /64

    private final int mostOfOne;
    private final ConcurrentMap<ByteBuffer, Integer> arriving = new ConcurrentHashMap<>();

    /** @param mostOfOne 0 for any number */
    Arrivals(int mostOfOne) {
        this.mostOfOne = mostOfOne;
    }

    /** True must be followed by {@link #leave}, once. */
    boolean enter(InetAddress source) {
        if (mostOfOne == 0) {
            return true;
        }
        int now = arriving.merge(network(source), 1, Integer::sum);
        if (now > mostOfOne) {
            leave(source);
            return false;
        }
        return true;
    }

    void leave(InetAddress source) {
        if (mostOfOne > 0) {
            arriving.computeIfPresent(network(source), (_, now) -> now > 1 ? now - 1 : null);
        }
    }

    private static ByteBuffer network(InetAddress source) {
        byte[] address = source.getAddress();
        return ByteBuffer.wrap(address, 0, Math.min(address.length, IPV6_NETWORK_BYTES));
    }
}
