package dev.csms.ocpp.websocket;

import dev.csms.ocpp.websocket.Credentials.Transport;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a request comes from: by what connection, from what address, and with what certificates. Of somebody behind a
 * proxy of ours it is what the proxy says.
 *
 * @param source  whose handshakes are counted together
 * @param address as it is shown
 */
record Origin(Transport transport, InetAddress source, String address, List<X509Certificate> certificates) {

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    Origin {
        certificates = List.copyOf(certificates);
    }

    /** Whether somebody says for whom it speaks. */
    static boolean saysSo(HttpHeaders headers, TrustedProxies proxies) {
        return headers.contains(FOR)
                || headers.contains(PROTO)
                || ForwardedCertificates.areIn(headers, proxies.certificateHeader());
    }

    /**
     * As a proxy of ours says. The last address that is none of our proxies' was seen by one of them; what stands before
     * it anybody can have written.
     */
    static Origin behind(Origin proxy, HttpHeaders headers, TrustedProxies proxies) throws Refusal {
        List<String> path = new ArrayList<>();
        headers.getAll(FOR).forEach(value -> path.addAll(List.of(value.split(",", -1))));
        InetAddress source = proxy.source();
        for (int i = path.size() - 1; i >= 0 && proxies.include(source); i--) {
            source = address(path.get(i).strip());
        }
        return new Origin(
                isTls(headers.getAll(PROTO)) ? Transport.TLS : proxy.transport(),
                source,
                source.equals(proxy.source()) ? proxy.address() : source.getHostAddress(),
                ForwardedCertificates.of(headers, proxies.certificateHeader()));
    }

    private static boolean isTls(List<String> protocols) {
        return !protocols.isEmpty() && protocols.getLast().strip().matches("(?i)https|wss");
    }

    /** An address, perhaps with a port; never a name, which somebody would have to be asked for. */
    private static InetAddress address(String text) throws Refusal {
        String bare = text.replaceFirst("^\\[([^\\]]*)\\](:\\d+)?$", "$1").replaceFirst("^([0-9.]+):\\d+$", "$1");
        try {
            if (bare.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
                return InetAddress.getByName(bare);
            }
        } catch (UnknownHostException e) {
            // said below
        }
        throw new Refusal(400, "the proxy names no address in " + FOR);
    }
}
