package dev.csms.ocpp.websocket;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Programs before us that end TLS for us, and are believed what they say of their clients. Everybody else may say what
 * he likes.
 *
 * @param networks          where they are
 * @param certificateHeader in which they put their client's certificate, in one of the usual forms
 */
public record TrustedProxies(List<Network> networks, String certificateHeader) {

    /** As nginx's {@code $ssl_client_escaped_cert} and Traefik fill it, and as others can be told to. */
    public static final String USUAL_HEADER = "X-Forwarded-Client-Cert";

    public static final String FORWARDED_FOR = "X-Forwarded-For";
    public static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    public static final TrustedProxies NONE = new TrustedProxies(List.of(), USUAL_HEADER);

    private static final Set<Integer> LENGTHS = Set.of(4, 16);

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    public boolean include(InetAddress address) {
        return networks.stream().anyMatch(network -> network.includes(address));
    }

    /**
     * For whom a proxy speaks. The last address that is none of our proxies' was seen by one of them; what stands before
     * it anybody can have written.
     *
     * @param peer         who has connected
     * @param forwardedFor values of all {@value #FORWARDED_FOR} headers, as they came
     * @throws IllegalArgumentException if there is no address where there should be one
     */
    public InetAddress client(InetAddress peer, List<String> forwardedFor) {
        List<String> path = forwardedFor.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .toList();
        InetAddress client = peer;
        for (int i = path.size() - 1; i >= 0 && include(client); i--) {
            client = address(path.get(i).strip());
        }
        return client;
    }

    /** An address, perhaps with a port; never a name, which somebody would have to be asked for. */
    private static InetAddress address(String text) {
        String bare = text.replaceFirst("^\\[([^\\]]*)\\](:\\d+)?$", "$1").replaceFirst("^([0-9.]+):\\d+$", "$1");
        try {
            if (bare.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
                return InetAddress.getByName(bare);
            }
        } catch (UnknownHostException e) {
            // said below
        }
        throw new IllegalArgumentException("the proxy names no address in " + FORWARDED_FOR);
    }

    /** @param prefixBits how many bits of the address all in it have in common */
    public record Network(InetAddress address, int prefixBits) {

        public Network {
            if (prefixBits < 0 || prefixBits > address.getAddress().length * 8) {
                throw new IllegalArgumentException("no network has a prefix of " + prefixBits + " bits");
            }
        }

        /** As {@link #of} reads it, always with its bits. */
        @Override
        public String toString() {
            return address.getHostAddress() + "/" + prefixBits;
        }

        /** @param text an address, or a network such as {@code 10.0.0.0/8} */
        public static Network of(String text) {
            String[] parts = text.strip().split("/", -1);
            try {
                if (parts.length <= 2 && parts[0].matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
                    InetAddress address = InetAddress.getByName(parts[0]); // no name, so nobody is asked
                    int bits = address.getAddress().length * 8;
                    return new Network(address, parts.length == 1 ? bits : Integer.parseInt(parts[1]));
                }
            } catch (UnknownHostException | NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException("\"" + text + "\" is neither an address nor a network");
        }

        boolean includes(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length || !LENGTHS.contains(ours.length)) {
                return false;
            }
            int whole = prefixBits / 8;
            int rest = prefixBits % 8;
            return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                    && (rest == 0 || (ours[whole] ^ theirs[whole]) >> 8 - rest == 0);
        }
    }
}
