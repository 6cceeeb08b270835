package dev.csms.ocpp.websocket;

import static dev.csms.ocpp.websocket.TrustedProxies.FORWARDED_FOR;
import static dev.csms.ocpp.websocket.TrustedProxies.FORWARDED_PROTO;

import dev.csms.ocpp.websocket.Credentials.Transport;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a request comes from: by what connection, from what address, and with what certificates. Of somebody behind a
 * proxy of ours it is what the proxy says.
 *
 * @param source  whose handshakes are counted together
 * @param address as it is shown
 */
record Origin(Transport transport, InetAddress source, String address, List<X509Certificate> certificates) {

    Origin {
        certificates = List.copyOf(certificates);
    }

    /** Whether somebody says for whom it speaks. */
    static boolean saysSo(HttpHeaders headers, TrustedProxies proxies) {
        return headers.contains(FORWARDED_FOR)
                || headers.contains(FORWARDED_PROTO)
                || ForwardedCertificates.areIn(headers, proxies.certificateHeader());
    }

    /**
     * As a proxy of ours says. How its client has come, it says or leaves to be as it has come itself: a proxy that
     * speaks TLS to us may have been spoken to in clear.
     */
    static Origin behind(Origin proxy, HttpHeaders headers, TrustedProxies proxies) throws Refusal {
        InetAddress source;
        try {
            source = proxies.client(proxy.source(), headers.getAll(FORWARDED_FOR));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
        return new Origin(
                transport(headers.getAll(FORWARDED_PROTO), proxy.transport()),
                source,
                source.equals(proxy.source()) ? proxy.address() : source.getHostAddress(),
                ForwardedCertificates.of(headers, proxies.certificateHeader()));
    }

    /** As the nearest proxy says; how that has come itself where it says nothing, or no less. */
    private static Transport transport(List<String> protocols, Transport own) {
        return protocols.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .reduce((_, last) -> last)
                .map(last ->
                        !last.matches("(?i)https|wss") ? Transport.PLAIN : own == Transport.PLAIN ? Transport.TLS : own)
                .orElse(own);
    }
}
