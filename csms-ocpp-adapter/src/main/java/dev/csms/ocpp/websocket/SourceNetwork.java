package dev.csms.ocpp.websocket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where somebody is, as far as it can be counted.
 *
 * @param name an IPv4 address, the /64 that one subscriber of IPv6 has at least, or what else a proxy calls it
 */
public record SourceNetwork(String name) {

    private static final String SHORTS_OF_64_BITS = "%x:%x:%x:%x::/64";

    public static SourceNetwork of(InetAddress source) {
        if (!(source instanceof Inet6Address)) {
            return new SourceNetwork(source.getHostAddress());
        }
        ByteBuffer address = ByteBuffer.wrap(source.getAddress());
        return new SourceNetwork(SHORTS_OF_64_BITS.formatted(
                address.getShort(), address.getShort(), address.getShort(), address.getShort()));
    }

    /** @param source as a request has it; nobody is asked what it means */
    public static SourceNetwork of(String source) {
        try {
            return of(InetAddress.ofLiteral(source));
        } catch (IllegalArgumentException e) {
            return new SourceNetwork(source);
        }
    }
}
