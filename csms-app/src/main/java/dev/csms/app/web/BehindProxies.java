package dev.csms.app.web;

import static dev.csms.ocpp.websocket.TrustedProxies.FORWARDED_FOR;
import static dev.csms.ocpp.websocket.TrustedProxies.FORWARDED_PROTO;

import dev.csms.ocpp.websocket.TrustedProxies;
import dev.csms.ocpp.websocket.TrustedProxies.Network;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;

/**
 * Requests as they came to a proxy of ours: from what address, under what name, whether encrypted. Nobody else is
 * believed, whatever he says.
 *
 * <p>Tomcat's own valve takes what a proxy names for an address as it stands: with a port, each connection would be
 * somebody else to whoever counts failures, and a name would be looked up. So it is read first, as at the ports for
 * charge points.
 */
final class BehindProxies extends RemoteIpValve {

    private final TrustedProxies proxies;

    BehindProxies(TrustedProxies proxies) {
        this.proxies = proxies;
        setInternalProxies(proxies.networks().stream().map(Network::toString).collect(Collectors.joining(",")));
        setRemoteIpHeader(FORWARDED_FOR);
        setProtocolHeader(FORWARDED_PROTO);
        setHostHeader("X-Forwarded-Host");
        setPortHeader("X-Forwarded-Port");
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        InetAddress peer = InetAddress.ofLiteral(request.getRemoteAddr());
        List<String> said = Collections.list(request.getHeaders(FORWARDED_FOR));
        if (!said.isEmpty() && proxies.include(peer)) {
            try {
                request.getCoyoteRequest()
                        .getMimeHeaders()
                        .setValue(FORWARDED_FOR)
                        .setString(proxies.client(peer, said).getHostAddress());
            } catch (IllegalArgumentException e) {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
        }
        super.invoke(request, response);
    }
}
