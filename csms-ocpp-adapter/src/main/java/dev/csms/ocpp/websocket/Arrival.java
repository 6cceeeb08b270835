package dev.csms.ocpp.websocket;

import dev.csms.ocpp.rpc.ConnectionMetrics.Unanswered;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.tls.HandshakeFailure;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who comes, as far as the connection itself tells: from which address, how many others of it are on their way, whether
 * encrypted.
 */
final class Arrival {

    private static final Logger log = LoggerFactory.getLogger(Arrival.class);

    private final OcppServer server;
    private final Listener listener;
    private final Channel channel;

    /** Whether it counts among those of its address that are on their way. */
    private boolean counted;

    private boolean underWay;

    Arrival(OcppServer server, Listener listener, Channel channel) {
        this.server = server;
        this.listener = listener;
        this.channel = channel;
    }

    /** False if too many of its address are on their way already. Before anything else. */
    boolean begin() {
        InetAddress source = source();
        counted = !server.settings().proxies().include(source);
        if (counted && !server.arrivals().enter(source)) {
            counted = false;
            note(
                    SecurityEvent.HANDSHAKE_FLOOD,
                    "more than " + server.settings().limits().arrivalsPerSource() + " connections under way");
            server.sessions().connectionMetrics().handshakeUnanswered(Unanswered.CROWDED);
            return false;
        }
        underWay = true;
        server.sessions().connectionMetrics().handshakeBegun();
        return true;
    }

    /** It has become a WebSocket, or is gone. */
    void end() {
        if (underWay) {
            underWay = false;
            server.sessions().connectionMetrics().handshakeLeft();
        }
        if (counted) {
            counted = false;
            server.arrivals().leave(source());
        }
    }

    boolean isEncrypted() {
        return listener != Listener.PLAIN;
    }

    /** False if it has to wait, since others begin just now. */
    boolean beginTls() {
        if (!server.spendTlsHandshake()) {
            return false;
        }
        if (channel.remoteAddress() instanceof InetSocketAddress peer) {
            SslHandler encryption = server.encryption(listener, peer);
            if (encryption != null) {
                channel.pipeline().addFirst(encryption);
                return true;
            }
        }
        channel.close(); // never in clear where it should be encrypted
        return true;
    }

    void tlsFailed(Throwable cause) {
        HandshakeFailure.of(cause).ifPresent(failure -> note(failure.event(), failure.what()));
        log.debug("{}: TLS failed: {}", channel.remoteAddress(), cause.toString());
    }

    /** It has not come to the point in time. */
    void late() {
        server.sessions().connectionMetrics().handshakeUnanswered(Unanswered.TIMEOUT);
        note(SecurityEvent.HANDSHAKE_TIMEOUT, "no complete request in time");
    }

    /** Where it comes from, before it has said anything. */
    Origin origin() {
        return new Origin(server.transport(listener), source(), shownAddress(), Encryption.certificates(channel));
    }

    /** The same of its request, whose headers may be those of a proxy. */
    Origin origin(HttpRequest request) throws Refusal {
        TrustedProxies proxies = server.settings().proxies();
        Origin own = origin();
        if (!Origin.saysSo(request.headers(), proxies)) {
            return own;
        }
        if (proxies.include(own.source())) {
            return Origin.behind(own, request.headers(), proxies);
        }
        note(
                SecurityEvent.FORWARDED_HEADERS,
                "says for whom it speaks, and is no proxy in csms.ocpp.trusted-proxies; it is not believed");
        return own;
    }

    private void note(SecurityEvent event, String what) {
        server.sessions().securityLog().note(event, source().getHostAddress(), what);
    }

    private InetAddress source() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private String shownAddress() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? NetUtil.toSocketAddressString(address)
                : "unknown";
    }
}
