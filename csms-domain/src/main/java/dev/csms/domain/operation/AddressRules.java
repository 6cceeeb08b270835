package dev.csms.domain.operation;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * To which hosts charge points are sent. Not to themselves, nor to addresses that mean something else in each network;
 * private ones are allowed, for charge points live there.
 *
 * <p>Names are not resolved: it is the charge point that will, later and in its own network, and what we learnt here
 * would be true for us alone. Whoever wants names checked has the network do it.
 */
public final class AddressRules {

    /** In the one spelling that all take for the same: four decimal numbers without leading zeros. */
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    /** In whatever spelling: a URL's host that ends in a number is an address. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Set<String> NAMES_OF_ITSELF =
            Set.of("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback", "broadcasthost");

    private static final List<Range> NEVER = Range.all(List.of(
            "0.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, and where clouds tell their guests secrets
            "100.100.100.200/32", // the same
            "168.63.129.16/32", // the same
            "192.0.0.192/32", // the same
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "::1/128",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
            "fd00:ec2::254/128")); // as 169.254.169.254

    /** Without settings. */
    public static final AddressRules USUAL = new AddressRules(List.of(), List.of());

    private final List<Range> denied;
    private final List<Range> allowed;

    private AddressRules(List<Range> denied, List<Range> allowed) {
        this.denied = denied;
        this.allowed = allowed;
    }

    /**
     * @param denied  more ranges, such as {@code 10.1.0.0/16}
     * @param allowed ranges that are allowed whatever else says no
     * @throws IllegalArgumentException with a sentence, if one is no range
     */
    public static AddressRules of(List<String> denied, List<String> allowed) {
        return new AddressRules(Range.all(denied), Range.all(allowed));
    }

    /** Addresses with the same first bits. */
    private record Range(byte[] address, int bits) {

        static List<Range> all(List<String> texts) {
            return texts.stream().map(Range::parse).toList();
        }

        static Range parse(String text) {
            String[] parts = text.strip().split("/", -1);
            Optional<InetAddress> address = literal(parts[0]);
            int longest = address.map(it -> it.getAddress().length * Byte.SIZE).orElse(0);
            if (address.isEmpty() || parts.length > 2 || parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
                throw notARange(text);
            }
            int bits = parts.length == 1 ? longest : Integer.parseInt(parts[1]);
            if (bits > longest) {
                throw notARange(text);
            }
            return new Range(address.get().getAddress(), bits);
        }

        private static IllegalArgumentException notARange(String text) {
            return new IllegalArgumentException(
                    "an address range is written like 10.1.0.0/16 or 2001:db8::/32, not \"" + text + "\"");
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >>> Byte.SIZE - rest == 0);
        }
    }

    /**
     * Why charge points are not sent there, in a sentence; empty if they are.
     *
     * @param host of a URL: a name, an IPv4 address, or an IPv6 address in brackets
     */
    Optional<String> objection(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            return literal(name.substring(1, name.length() - 1))
                    .map(address -> objection(address, host))
                    .orElseGet(() -> Optional.of("a location has no IPv6 address such as " + host));
        }
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (IPV4.matcher(bare).matches()) {
            return literal(bare)
                    .map(address -> objection(address, host))
                    .orElseGet(() -> Optional.of("a location has no IPv4 address such as " + host));
        }
        if (NUMERIC.matcher(bare).matches()) {
            return Optional.of("a location has an IPv4 address as four decimal numbers without leading zeros, not as "
                    + host + ", which is not the same for everybody");
        }
        if (NAMES_OF_ITSELF.contains(bare) || bare.endsWith(".localhost")) {
            return isAllowed(new byte[] {127, 0, 0, 1})
                    ? Optional.empty()
                    : Optional.of("a location is not the charge point itself, as " + host + " is");
        }
        return Optional.empty();
    }

    private Optional<String> objection(InetAddress address, String host) {
        byte[] bytes = address.getAddress();
        byte @Nullable [] within = address instanceof Inet6Address ? ipv4Within(bytes) : null;
        boolean refused =
                !isAllowed(bytes) && (isDenied(bytes) || within != null && !isAllowed(within) && isDenied(within));
        return refused
                ? Optional.of("a location is not at " + host + ": charge points are sent to no such address"
                        + " (csms.files.denied-addresses, csms.files.allowed-addresses)")
                : Optional.empty();
    }

    private boolean isAllowed(byte[] address) {
        return allowed.stream().anyMatch(range -> range.contains(address));
    }

    private boolean isDenied(byte[] address) {
        return NEVER.stream().anyMatch(range -> range.contains(address))
                || denied.stream().anyMatch(range -> range.contains(address));
    }

    /** The IPv4 address that such packets end up at, by translation, 6to4 or an old habit. */
    private static byte @Nullable [] ipv4Within(byte[] bytes) {
        boolean compatible = isZero(bytes, 0, 12);
        boolean translated = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
        if (compatible || translated) {
            return Arrays.copyOfRange(bytes, 12, 16);
        }
        return bytes[0] == 0x20 && bytes[1] == 0x02 ? Arrays.copyOfRange(bytes, 2, 6) : null;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** An address that is written out; IPv4 within IPv6 (::ffff:…) is IPv4. Asks nobody. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(
                    text.contains(":")
                            ? InetAddress.ofLiteral(text)
                            : Inet4Address.ofLiteral(IPV4.matcher(text).matches() ? text : "no address"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
