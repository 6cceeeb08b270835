package dev.csms.ocpp.websocket;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where somebody comes from, as it is counted: one address, or of IPv6 a /64, which one subscriber has at least.
 *
 * @param prefix in hex digits
 */
record Network(String prefix) {

    private static final int IPV6_BYTES = 8;

    static Network of(InetAddress source) {
        byte[] address = source.getAddress();
        return new Network(HexFormat.of().formatHex(Arrays.copyOf(address, Math.min(address.length, IPV6_BYTES))));
    }
}
